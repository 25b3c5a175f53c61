import { linesFrom, showLine } from './difference.ts';
import { dropFinalNewline } from './final-newline.ts';
import { outputRegex, searchRegex } from './regex.ts';

const maxLines = 8;

const headings = {
  absent: 'nothing in the output matches this regular expression:',
  'gave-up': 'this regular expression takes too long to search for; repeat no group that itself repeats:',
  invalid: 'this is no regular expression:',
};

/** Null where a match is found. */
export function compareRegex(expected: string, actual: string): string | null {
  const source = dropFinalNewline(expected);
  const result = search(source, actual);
  if (result === 'found') return null;
  const pattern = source.split('\n', maxLines).map((text) => showLine({ sign: '-', text }));
  const got = linesFrom(dropFinalNewline(actual), 0, maxLines).map((text) => showLine({ sign: '+', text }));
  return [headings[result], ...pattern, ...got].join('\n');
}

function search(source: string, actual: string): 'found' | keyof typeof headings {
  try {
    return searchRegex(outputRegex(source), actual);
  } catch (error) {
    if (error instanceof SyntaxError) return 'invalid';
    throw error;
  }
}
