/**
 * One line of output as a terminal shows it at the end, after every carriage return and backspace has moved the
 * cursor back over what stood there: a progress bar is left in its last state. Columns are counted in code points.
 */
export function overwrite(line: string): string {
  const text = line.replace(/(?<!\r)\r+$/, '');
  if (!/[\r\b]/.test(text)) return text;
  const cells: string[] = [];
  let column = 0;
  for (const character of text) {
    if (character === '\r') column = 0;
    else if (character === '\b') column = Math.max(0, column - 1);
    else cells[column++] = character;
  }
  return cells.join('');
}
