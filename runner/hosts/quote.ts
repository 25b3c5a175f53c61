const plain = /^[\w@%+=:,./-]+$/u;

/**
 * A text as one word of a bash command line. Bash can't pass on a NUL: it is an error here.
 * @throws {TypeError} where `text` holds a NUL
 */
export function quote(text: string): string {
  if (text.includes('\0')) throw new TypeError('Cannot quote a text with a NUL for bash');
  return plain.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Words as a bash command line. */
export const commandLine = (words: readonly string[]) => words.map(quote).join(' ');

/** A text as a string of Perl. */
export function perlQuote(text: string): string {
  return `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}
