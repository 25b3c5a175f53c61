import { longestDocumentBytes } from '../document/decode.ts';
import type { OutputMode } from '../document/lab.ts';
import { compareOutput } from '../execute/output/compare.ts';
import { dropFinalNewline } from '../execute/output/final-newline.ts';
import { linesFrom } from '../execute/output/difference.ts';
import { trimEnd } from '../execute/output/lines.ts';
import { nearestLine } from '../execute/output/nearest-line.ts';
import { updateLike } from './like.ts';
import { volatile } from './volatile.ts';

/** The lines that an output fence is to have, or why it can't say what came; null where it is true as it stands. */
export type OutputUpdate = { readonly lines: readonly string[] } | { readonly left: string } | null;

const tooLong = 'It prints too much to be compared line by line: write this output by hand';

type Update = (expected: string, outputs: readonly string[]) => OutputUpdate;

/** What came is shown in a sample and never compared; whatever it says, its author wanted it so. */
const updates: Readonly<Record<Exclude<OutputMode, 'sample'>, Update>> = {
  contains: updateContains,
  exact: updateExact,
  like: (expected, outputs) => {
    const lines = updateLike(expected, outputs);
    return lines === null ? { left: tooLong } : { lines: withBlanks(lines, expected) };
  },
  regex: () => ({ left: 'This regular expression no longer matches, and only its author can mend it' }),
};

/** What becomes of an output fence, given all that its block printed: in each run, on each host. */
export function updateOutput({
  mode,
  expected,
  outputs,
}: {
  mode: OutputMode;
  /** As in `compareOutput`. */
  expected: string;
  outputs: readonly string[];
}): OutputUpdate {
  const isTrue = (text: string) =>
    outputs.every((actual) => compareOutput({ mode, expected: text, actual }).matches);
  if (mode === 'sample' || isTrue(expected)) return null;
  if (outputs.some(({ length }) => length > longestDocumentBytes)) return { left: tooLong };
  const update = updates[mode](expected, outputs);
  if (update === null || 'left' in update || isTrue(update.lines.map((line) => `${line}\n`).join('')))
    return update;
  return { left: 'Each run prints something else, and this mode can’t leave that open: write `output like`' };
}

function updateExact(_: string, outputs: readonly string[]): OutputUpdate {
  const text = dropFinalNewline(outputs[0] ?? '');
  return asIs(text === '' ? [] : text.split('\n'));
}

function updateContains(expected: string, outputs: readonly string[]): OutputUpdate {
  const wanted = dropFinalNewline(expected).split('\n');
  const got = dropFinalNewline((outputs[0] ?? '').replaceAll('\r\n', '\n'));
  const nearest = nearestLine(wanted[0] ?? '', got, 0);
  return nearest === null
    ? { left: 'Nothing that was printed is near this text' }
    : asIs(linesFrom(got, nearest, wanted.length));
}

/** Modes without `...` take only what the next run prints again. */
function asIs(lines: readonly string[]): OutputUpdate {
  const [found] = lines.flatMap((line) => line.match(volatile) ?? []);
  if (found === undefined) return { lines };
  return { left: `It prints \`${found}\`, which this mode can’t leave open: write \`output like\`` };
}

/** Lines that are kept have the blanks that they had at their ends, and the text its blank lines. */
function withBlanks(lines: readonly string[], expected: string): string[] {
  const before = dropFinalNewline(expected).split('\n');
  const blank = before.slice(before.findLastIndex((line) => line.trim() !== '') + 1);
  let from = 0;
  const kept = lines.map((line) => {
    const at = before.findIndex((each, index) => index >= from && trimEnd(each) === line);
    if (at === -1) return line;
    from = at + 1;
    return before[at] ?? line;
  });
  return expected === '' || lines.length === 0 ? kept : [...kept, ...blank];
}
