import { showDifference } from './difference.ts';
import { departureFromLike, likeLines, type Departure } from './like.ts';
import { linePattern } from './line-pattern.ts';
import { lineAt, lineNumber, trimEnd } from './lines.ts';
import { nearestLine } from './nearest-line.ts';

/** Null where the output fits the pattern. */
export function compareLike(expected: string, actual: string): string | null {
  const pattern = likeLines(expected);
  const got = trimEnd(actual);
  const departure = departureFromLike(pattern, got);
  return departure === null ? null : explain(departure, pattern, got);
}

/** Points at the pattern line that could not be matched, and at the line of output that came nearest. */
function explain(
  { patternLine, offset, anywhere }: Departure,
  pattern: readonly string[],
  got: string,
): string {
  const rest = pattern.slice(patternLine);
  const gap = rest.indexOf('...');
  const run = gap === -1 ? rest : rest.slice(0, gap);
  const [wanted = ''] = run;
  const nearest = anywhere ? nearestLine(wanted, got, offset) : null;
  const line = (at: number) => `line ${lineNumber(got, at)}`;
  const expectedLine = `line ${patternLine + 1} of what is expected`;
  const heading = () => {
    if (lineAt(got, offset) === null) return `the output ends before ${expectedLine}:`;
    if (run.length === 0) return `${line(offset)} is more than was expected:`;
    if (nearest !== null)
      return `nothing from ${line(offset)} on fits ${expectedLine}; ${line(nearest)} is nearest:`;
    if (anywhere) return `nothing from ${line(offset)} on fits ${expectedLine}:`;
    return `${line(offset)} does not fit ${expectedLine}:`;
  };
  return showDifference({
    heading: heading(),
    expected: run,
    got,
    offset: nearest ?? offset,
    ...(nearest === null ? {} : { gotLines: run.length }),
    same: (expectedText, gotText) => linePattern(expectedText)(trimEnd(gotText)),
  });
}
