/**
 * Characters that move the cursor, start an escape sequence or reorder text on a terminal: C0 but tab and newline,
 * DEL, C1, the bidirectional controls (UAX #9), the line separators of Unicode, and halves of surrogate pairs.
 */
export const harmful =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\p{Surrogate}]/gu;

/** What takes no room, or looks like something else, and so makes two different lines look the same. */
const deceptive = /[\t\u00a0\u00ad\u200b-\u200d\u2060\u3000\ufeff\ufffd]|[\ufe00-\ufe0f]/g;

const trailingBlanks = /(?<! ) +$/;

/** Puts something visible in the place of each harmful character: `␛`, `␀`, `<U+202E>`. */
export function showHarmful(text: string): string {
  return text.replace(harmful, picture);
}

/** One line with everything invisible made visible, for a difference: tabs as `→`, trailing spaces as `·`. */
export function showInvisible(line: string): string {
  return showHarmful(line)
    .replace(deceptive, (character) => (character === '\t' ? '→' : codePoint(character)))
    .replace(trailingBlanks, (blanks) => '·'.repeat(blanks.length));
}

/** Unicode has a picture for each C0 control (U+2400 on) and for DEL; half a pair can't be written at all. */
function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '␡';
  return /\p{Surrogate}/u.test(character) ? '\ufffd' : codePoint(character);
}

function codePoint(character: string): string {
  return `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`;
}
