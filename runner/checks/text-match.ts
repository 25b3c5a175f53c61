import type { TextMatch } from './fields.ts';
import { show, showLine } from './show.ts';

/** Whether a text is what it must be. Final newlines don't count for equality. */
export function isMatch(match: TextMatch, actual: string): boolean {
  if (typeof match === 'string') return dropFinalNewlines(actual) === dropFinalNewlines(match);
  return 'contains' in match ? actual.includes(match.contains) : new RegExp(match.matches, 'mu').test(actual);
}

/** `` is `x` ``, `` contains `x` ``, `matches /x/`. */
export function describeMatch(match: TextMatch): string {
  if (typeof match === 'string') return `is${show(dropFinalNewlines(match))}`;
  return 'contains' in match ? `contains${show(match.contains)}` : `matches /${showLine(match.matches)}/`;
}

/** The actual text and, where both have several lines, the first line that differs. */
export function describeActual(match: TextMatch, actual: string): string {
  const text = dropFinalNewlines(actual);
  if (typeof match !== 'string' || !text.includes('\n') || isMatch(match, actual)) return show(text);
  const wanted = dropFinalNewlines(match).split('\n');
  const got = text.split('\n');
  const index = got.findIndex((line, at) => line !== wanted[at]);
  const at = index === -1 ? got.length : index;
  const instead = wanted[at] === undefined ? 'the end' : `\`${showLine(wanted[at])}\``;
  const found = got[at] === undefined ? 'it ends' : `it is \`${showLine(got[at])}\``;
  return `${show(text)}\n  line ${at + 1} should be ${instead}, ${found}`;
}

const dropFinalNewlines = (text: string) => text.replace(/(\r?\n)+$/u, '');
