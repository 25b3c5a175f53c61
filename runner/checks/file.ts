import * as z from 'zod';
import { nearestLine } from '../execute/output/nearest-line.ts';
import { type FileFacts, parseFileFacts, readFile } from './file-facts.ts';
import { keys, regex, shown, text, yes } from './fields.ts';
import { look } from './look.ts';
import { enumerate, firstLine, show, showLine } from './show.ts';
import { CannotAsk, type CheckType, type Observation } from './types.ts';

const modeError = ({ input }: { input?: unknown }) =>
  typeof input === 'number'
    ? `Expected a mode in quotes such as \`"0644"\`, not the number ${input}\nPut it in quotes: YAML takes \`0644\` without them for the number 644`
    : `Expected a mode such as \`"0644"\`, not ${shown(input)}`;

const schema = keys({
  file: text('an absolute path such as `/etc/hosts`', /^\/[^\0]*$/u),
  mode: z
    .string({ error: modeError })
    .regex(/^[0-7]{3,4}$/u, { error: modeError })
    .optional(),
  owner: text('a user, or user and group, such as `root:root`', /^[^\s:]+(:[^\s:]+)?$/u).optional(),
  contains: text('text to look for').optional(),
  matches: regex.optional(),
  absent: yes.optional(),
}).superRefine((spec, context) => {
  if (spec.absent !== true) return;
  for (const key of ['mode', 'owner', 'contains', 'matches'] as const) {
    if (spec[key] === undefined) continue;
    const message = `Expected no \`${key}\` beside \`absent\`: a file that is not there has none\nTake one of the two away`;
    context.addIssue({ code: 'custom', path: [key], message });
  }
});
type Spec = z.infer<typeof schema>;

/** A file (a directory, a device, …) exists, or is absent. Symbolic links are followed. */
export const file: CheckType<Spec> = {
  type: 'file',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec) => spec.file,
  expected({ file, absent, mode, owner, contains, matches }) {
    const more = [
      ...(mode === undefined ? [] : [`has mode ${octal(mode)}`]),
      ...(owner === undefined ? [] : [`belongs to ${owner}`]),
      ...(contains === undefined ? [] : [`contains${show(contains)}`]),
      ...(matches === undefined ? [] : [`matches /${showLine(matches)}/`]),
    ];
    return `${file} ${enumerate(more.length > 0 ? more : [absent ? 'is absent' : 'exists'])}`;
  },
  async ask(spec, context) {
    const content = spec.contains !== undefined || spec.matches !== undefined;
    const { stdout, stderr } = await look(context, {
      code: readFile(spec.file, { content }),
      view: 'inside',
    });
    const facts = parseFileFacts(stdout);
    if (!facts) throw new CannotAsk(`Cannot read ${spec.file}: ${firstLine(stderr)}`);
    return judgeFile(spec, facts);
  },
};

export function judgeFile(spec: Spec, facts: FileFacts): Observation {
  const { file } = spec;
  if (facts.kind === 'missing') return { holds: spec.absent === true, observed: `${file} does not exist` };
  if (facts.kind === 'dangling') {
    return { holds: false, observed: `${file} is a symbolic link to ${facts.target}, which does not exist` };
  }
  if (spec.absent) return { holds: false, observed: `${file} exists (${facts.fileType})` };
  const wrong = [...differences(spec, facts)];
  return {
    holds: wrong.length === 0,
    observed: wrong.length === 0 ? `${file} is so` : `${file} ${enumerate(wrong)}`,
  };
}

function* differences(spec: Spec, facts: FileFacts & { kind: 'found' }): Generator<string> {
  const { mode, owner, contains, matches } = spec;
  if (mode !== undefined && octal(mode) !== octal(facts.mode)) yield `has mode ${octal(facts.mode)}`;
  const actual = owner?.includes(':') ? `${facts.user}:${facts.group}` : facts.user;
  if (owner !== undefined && owner !== actual) yield `belongs to ${actual}`;
  if (contains === undefined && matches === undefined) return;
  if (!facts.fileType.startsWith('regular')) {
    yield `is no file, but a ${facts.fileType}`;
    return;
  }
  if (contains !== undefined && !facts.content.includes(contains))
    yield `does not contain it${inItsPlace(contains, facts.content)}`;
  if (matches !== undefined && !new RegExp(matches, 'mu').test(facts.content))
    yield `does not match: it is${show(facts.content)}`;
}

function inItsPlace(wanted: string, content: string): string {
  if (content === '') return ': it is empty';
  const offset = nearestLine(wanted.split('\n')[0] ?? '', content, 0);
  if (offset === null) return `: it is${show(content)}`;
  return `; the nearest line is${show(content.slice(offset).split('\n')[0] ?? '')}`;
}

const octal = (mode: string) => Number.parseInt(mode, 8).toString(8).padStart(4, '0');
