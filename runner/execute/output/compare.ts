import type { OutputMode } from '../../document/lab.ts';
import { compareContains } from './contains.ts';
import { compareExact } from './exact.ts';
import { compareLike } from './like-difference.ts';
import { compareRegex } from './regex-difference.ts';

export interface OutputComparison {
  readonly matches: boolean;
  /** Empty where it matches; else a heading and lines that begin with a blank, `-` (expected) or `+` (got). */
  readonly difference: string;
}

/** Null where the output is as expected, else the difference. Both texts may end with a newline or not. */
type Compare = (expected: string, actual: string) => string | null;

const comparisons: Readonly<Record<OutputMode, Compare>> = {
  contains: compareContains,
  exact: compareExact,
  like: compareLike,
  regex: compareRegex,
  sample: () => null,
};

/**
 * Compares what a block printed with its `output` fence.
 *
 * | mode | the output must |
 * | --- | --- |
 * | `like` | have these lines; `...` stands for any lines or any text; blanks at the end of a line and blank lines at the end of the text do not count |
 * | `exact` | be this text, character by character, but for one final newline: a fence can't show that it is missing |
 * | `contains` | hold this text somewhere; `\r\n` counts as a newline |
 * | `regex` | hold a match of this JavaScript regular expression; `^` and `$` mean lines |
 * | `sample` | be anything |
 *
 * `expected` is the fence's text; its final newline, if it has one, is the one before the closing fence.
 */
export function compareOutput({
  mode,
  expected,
  actual,
}: {
  mode: OutputMode;
  expected: string;
  actual: string;
}): OutputComparison {
  const difference = comparisons[mode](expected, actual);
  return { matches: difference === null, difference: difference ?? '' };
}
