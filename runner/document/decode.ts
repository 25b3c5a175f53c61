import type { Place } from './place.ts';
import type { FormatRule } from './rules.ts';

/** Longest document that is read: far above any lab, and read within seconds whatever stands in it. */
export const longestDocumentBytes = 512 * 1024;

/** A document as text with `\n` line ends and no byte order mark, or why it is none. */
export type Decoded =
  | { readonly text: string; readonly wrong: null }
  | {
      readonly text: null;
      readonly wrong: { readonly rule: FormatRule; readonly message: string; readonly at: Place };
    };

const placeAt = (text: string, index: number): Place => {
  const before = text.slice(0, index);
  return { line: before.split('\n').length, column: index - before.lastIndexOf('\n') };
};

const wrong = (rule: FormatRule, message: string, at: Place = { line: 1, column: 1 }): Decoded => ({
  text: null,
  wrong: { rule, message, at },
});

/** Line of the first byte that is no UTF-8: the lenient decoding has U+FFFD there and the strict one fails. */
const firstInvalid = (bytes: Uint8Array): Place => {
  let from = 0;
  for (let line = 1; from <= bytes.length; line++) {
    const end = bytes.indexOf(0x0a, from);
    const until = end === -1 ? bytes.length : end;
    const text = new TextDecoder('utf-8').decode(bytes.subarray(from, until));
    const column = text.indexOf('\uFFFD');
    if (column !== -1) return { line, column: column + 1 };
    from = until + 1;
  }
  return { line: 1, column: 1 };
};

const decodeBytes = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** Never throws. */
export const decodeDocument = (input: string | Uint8Array): Decoded => {
  if (input.length > longestDocumentBytes) {
    const size = `${(input.length / 1024 / 1024).toFixed(1)} MiB`;
    return wrong(
      'too-long',
      `Expected a document of at most 512 KiB, not ${size}.\nSplit it into several labs.`,
    );
  }
  const decoded = typeof input === 'string' ? input : decodeBytes(input);
  if (decoded === null) {
    const mend = 'Save the document as UTF-8 (`iconv -t UTF-8`).';
    return wrong(
      'not-utf-8',
      `Expected UTF-8 text, not these bytes.\n${mend}`,
      firstInvalid(input as Uint8Array),
    );
  }
  const text = decoded.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const illegal = /\0|\p{Surrogate}/u.exec(text);
  if (illegal === null) return { text, wrong: null };
  const what = illegal[0] === '\0' ? 'a NUL character: this is a binary file' : 'half of a surrogate pair';
  return wrong('not-text', `Expected text, not ${what}.\nRemove it.`, placeAt(text, illegal.index));
};
