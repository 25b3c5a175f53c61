/** Whether a line of output, without its trailing blanks, is what one line of a `like` pattern stands for. */
export type LinePattern = (line: string) => boolean;

/**
 * One line in which `...` stands for any text. Between its first and last part each part is taken where it first
 * occurs: if any place fits, the first one does, so nothing is ever tried twice.
 */
export function linePattern(pattern: string): LinePattern {
  const [first = '', ...rest] = pattern.split('...');
  const last = rest.pop();
  if (last === undefined) return (line) => line === first;
  // `a ...` stands for `a ` as well, whose blank the line has lost.
  const lost = last === '' ? (/[ \t]*$/.exec(pattern.replaceAll('...', ''))?.[0] ?? '') : '';
  return (line) => fits(line + lost, first, rest, last);
}

function fits(line: string, first: string, middle: readonly string[], last: string): boolean {
  if (!line.startsWith(first)) return false;
  let at = first.length;
  for (const part of middle) {
    const found = line.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return line.length - last.length >= at && line.endsWith(last);
}
