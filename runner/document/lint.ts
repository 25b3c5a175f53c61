import { hasErrors } from './gather.ts';
import { type ReadLab, readLabs } from './read.ts';
import { switchOff } from './switch-off.ts';
import { checkSyntax } from './syntax.ts';

type What = Parameters<typeof readLabs>[0];

/**
 * Every problem of the documents: of format, between translations, and of shell syntax, those too that are switched
 * off. `lab` is null where anything is an error. Rejects with `DocumentError` where a file can't be read.
 */
export const gatherProblems = async (what: What): Promise<ReadLab[]> => {
  const labs = readLabs(what);
  const syntax = await checkSyntax(labs);
  return labs.map((read, index) => {
    const problems = [...read.problems, ...(syntax[index] ?? [])].sort((a, b) => a.line - b.line);
    return { ...read, problems, lab: hasErrors(problems) ? null : read.lab };
  });
};

/** What a run must look at: the same without what is switched off. */
export const lintLabs = async (what: What): Promise<ReadLab[]> =>
  (await gatherProblems(what)).map((read) => ({
    ...read,
    problems: switchOff(read.problems, read.switches).left,
  }));
