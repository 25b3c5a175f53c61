import type { VFile } from 'vfile';
import type { Place } from './place.ts';
import type { Problem } from './problem.ts';
import { type FormatRule, formatRules } from './rules.ts';

export interface Finding {
  readonly rule: FormatRule;
  readonly message: string;
  readonly at: Place;
}

/** Nobody reads more; a binary file taken for text would have them by the hundred thousand. */
const mostProblems = 1000;

/** Notes a problem on the vfile; nothing is thrown, so that all problems come at once. */
export const report = (file: VFile, { rule, message, at }: Finding): void => {
  if (file.messages.length >= mostProblems) return;
  const note = file.message(message, {
    place: { line: at.line, column: at.column },
    ruleId: rule,
    source: 'lab',
  });
  note.fatal = formatRules[rule].severity === 'error';
};

/** What was gathered, in the order of the document. */
export const problemsOf = (file: VFile): Problem[] =>
  file.messages
    .map((note): Problem => ({
      line: note.line ?? 1,
      column: note.column ?? 1,
      message: note.reason,
      rule: note.ruleId ?? 'unknown',
      severity: note.fatal === true ? 'error' : 'warning',
    }))
    .sort((a, b) => a.line - b.line || a.column - b.column);

export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error');
