/** A row of a table; cells are Markdown without bars of their own. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** One line of text as code, also in a table, where a bar would end the cell. */
export function codeSpan(text: string): string {
  const shown = text.replaceAll('|', '\\|');
  const fence = fenceFor(shown, 1);
  return fence.length > 1 ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`;
}

/** Lines of text as a block of code. */
export function codeBlock(lines: readonly string[]): string {
  const text = lines.join('\n');
  const fence = fenceFor(text, 3);
  return `${fence}text\n${text}\n${fence}`;
}

/** Backticks, more than stand together anywhere in the text (CommonMark 4.5, 6.1). */
function fenceFor(text: string, least: number): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  return '`'.repeat(Math.max(least, ...runs.map((length) => length + 1)));
}
