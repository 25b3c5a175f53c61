import { hasErrors } from './gather.ts';
import { readLabs, type Reading, type ReadLab } from './read.ts';
import { switchOff } from './switch-off.ts';
import { checkSyntax } from './syntax.ts';

/** Documents with what bash says of their blocks; `lab` is null where anything is an error. */
export const judgeSyntaxOf = async (labs: readonly ReadLab[]): Promise<ReadLab[]> => {
  const syntax = await checkSyntax(labs);
  return labs.map((read, index) => {
    const problems = [...read.problems, ...(syntax[index] ?? [])].sort((a, b) => a.line - b.line);
    return { ...read, problems, lab: hasErrors(problems) ? null : read.lab };
  });
};

/**
 * Every problem of the documents that a run must look at: of format, between translations, and of shell syntax, without
 * those that are switched off. Rejects with `DocumentError` where a file can't be read.
 */
export const lintLabs = async (what: Reading): Promise<ReadLab[]> =>
  (await judgeSyntaxOf(readLabs(what))).map((read) => ({
    ...read,
    problems: switchOff(read.problems, read.switches).left,
  }));
