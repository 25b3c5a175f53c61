import { volatile } from './volatile.ts';

/** A piece of a line. Pieces of one kind may take each other's place. */
export interface Token {
  readonly kind: 'any' | 'blank' | 'sign' | 'volatile' | 'word';
  readonly text: string;
}

/** The `...` of a pattern. */
export const any: Token = { kind: 'any', text: '...' };

/** A number with a fraction is another as a whole; addresses and versions are so part by part. */
const plain =
  /(?<word>(?<![\p{L}\p{N}_.])\d+[.,]\d+(?![\p{L}\p{N}_]|\.\d)|[\p{L}\p{N}_]+)|(?<blank>[ \t]+)|(?<sign>[^])/gu;

/** A line of output in pieces: words, blanks, single signs, and whole what changes by itself. */
export function lineTokens(line: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const { 0: text, index } of line.matchAll(volatile)) {
    tokens.push(...plainTokens(line.slice(end, index)), { kind: 'volatile', text });
    end = index + text.length;
  }
  return [...tokens, ...plainTokens(line.slice(end))];
}

/** A line of a `like` pattern in pieces. */
export function patternTokens(line: string): Token[] {
  return line.split('...').flatMap((part, index) => [...(index === 0 ? [] : [any]), ...lineTokens(part)]);
}

/** Pieces as a line of a pattern, without the blanks at its end; what changes by itself is left open. */
export function patternLine(tokens: readonly Token[]): string {
  let line = '';
  let text = '';
  for (const { kind, text: piece } of tokens) {
    if (kind !== 'any' && kind !== 'volatile') text += piece;
    else {
      // Of `a....` the first three dots are the wildcard: a dot before it would come to stand behind.
      text = text.replace(/\.+$/, '');
      line += text === '' && line !== '' ? '' : `${text}...`;
      text = '';
    }
  }
  return (line + text).replace(/[ \t]+$/, '');
}

function plainTokens(text: string): Token[] {
  return [...text.matchAll(plain)].map(({ 0: piece, groups = {} }) => ({
    kind: groups['word'] === undefined ? (groups['blank'] === undefined ? 'sign' : 'blank') : 'word',
    text: piece,
  }));
}
