/**
 * Characters that take two columns: East Asian Width `W` and `F` (UAX #11) and emoji shown as pictures. Unassigned
 * places inside those blocks count as wide too, as terminals have it.
 */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;

/** Combining marks, joiners and the like stand on the character before them. */
const zeroWidth = /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]/u;

const narrowOnly = /^[\x20-\x7e]*$/;

/** Columns that a text takes on a terminal. It holds no control characters. */
export function displayWidth(text: string): number {
  if (narrowOnly.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** As much of the text, from its beginning, as fits into the columns. */
export function take(text: string, columns: number): string {
  let end = 0;
  let width = 0;
  for (const character of text) {
    width += characterWidth(character);
    if (width > columns) return text.slice(0, end);
    end += character.length;
  }
  return text;
}

function characterWidth(character: string): number {
  if (narrowOnly.test(character)) return 1;
  if (zeroWidth.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
