/**
 * A terminal as far as reporters use one (ECMA-48: CUU, EL, ED; xterm: cursor visibility): what it shows after all
 * that was written, and whether the cursor is there. Lines that are too long wrap.
 */
export function createTerminal({ columns, rows = 24 }: { columns: number; rows?: number }) {
  const lines: string[][] = [[]];
  let [row, column] = [0, 0];
  let cursor = true;

  const put = (character: string) => {
    if (column >= columns) [row, column] = [row + 1, 0];
    while (lines.length <= row) lines.push([]);
    const cells = lines[row] ?? [];
    while (cells.length < column) cells.push(' ');
    cells[column++] = character;
  };
  const obey = (sequence: string) => {
    const up = /^\[(\d+)A$/.exec(sequence);
    if (up) row = Math.max(0, row - Number(up[1]));
    else if (sequence === '[K') lines[row]?.splice(column);
    else if (sequence === '[J') {
      lines[row]?.splice(column);
      lines.splice(row + 1);
    } else if (sequence === '[?25l') cursor = false;
    else if (sequence === '[?25h') cursor = true;
    else if (!/^\[\d+m$/.test(sequence))
      throw new Error(`No reporter may write ESC ${JSON.stringify(sequence)}`);
  };
  return {
    isTTY: true,
    columns,
    rows,
    write(text: string) {
      // eslint-disable-next-line no-control-regex
      for (const [token, sequence] of text.matchAll(/\u001b(\[\??\d*[A-Za-z])|[^]/gu)) {
        if (sequence !== undefined) obey(sequence);
        else if (token === '\n') [row, column] = [row + 1, 0];
        else if (token === '\r') column = 0;
        else put(token);
      }
    },
    /** What stands there, without blank lines at the end. */
    text: () =>
      lines
        .map((cells) => cells.join('').trimEnd())
        .join('\n')
        .trimEnd(),
    cursorShown: () => cursor,
  };
}
