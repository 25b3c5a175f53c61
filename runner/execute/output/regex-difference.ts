import { linesFrom } from './difference.ts';
import { dropFinalNewline } from './final-newline.ts';
import { showInvisible } from './invisible.ts';
import { outputRegex, searchRegex } from './regex.ts';

const maxLines = 8;
const maxLineLength = 160;

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
  const lines = linesFrom(actual, 0, maxLines).map(
    (line) => `+ ${showInvisible(line.slice(0, maxLineLength))}`,
  );
  return [headings[result], ...source.split('\n').map((line) => `- ${line}`), ...lines].join('\n');
}

function search(source: string, actual: string): 'found' | keyof typeof headings {
  try {
    return searchRegex(outputRegex(source), actual);
  } catch (error) {
    if (error instanceof SyntaxError) return 'invalid';
    throw error;
  }
}
