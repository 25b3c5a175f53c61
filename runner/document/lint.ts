import { hasErrors } from './gather.ts';
import { type ReadLab, readLabs } from './read.ts';
import { checkSyntax } from './syntax.ts';

/**
 * Every problem of the documents: of format, between translations, and of shell syntax. What a run must look at too:
 * `lab` is null where anything is an error. Rejects with `DocumentError` where a file can't be read.
 */
export const lintLabs = async (what: Parameters<typeof readLabs>[0]): Promise<ReadLab[]> => {
  const labs = readLabs(what);
  const syntax = await checkSyntax(labs);
  return labs.map((read, index) => {
    const problems = [...read.problems, ...(syntax[index] ?? [])].sort((a, b) => a.line - b.line);
    return { ...read, problems, lab: hasErrors(problems) ? null : read.lab };
  });
};
