import type { Place } from './place.ts';

/**
 * Deepest nesting that is read. The libraries descend by recursion, and V8 aborts, past any catch, when it compiles a
 * regular expression with its stack all but used up; Markdown nested by thousands takes minutes.
 */
const deepest = 100;

const markers = new RegExp(
  String.raw`^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))){${deepest}}|^[ \t]{${deepest * 2},}(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])`,
);

/** The line on which quotes and lists get nested too deeply to be read; null where none does. */
export const findDeepMarkdown = (lines: readonly string[]): Place | null => {
  const index = lines.findIndex((line) => markers.test(line));
  return index === -1 ? null : { line: index + 1, column: 1 };
};

const indicators = new RegExp(String.raw`^[ ]{${deepest * 2}}|(?:[-?:](?=[ \t])[^-?:]*){${deepest}}`);

/** Whether YAML may be nested too deeply; brackets in quotes count too, for nobody writes so many. */
export const isDeepYaml = (text: string): boolean => {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > deepest) return true;
  }
  return text.split('\n').some((line) => indicators.test(line));
};
