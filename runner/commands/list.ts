import { listLabs } from '../document/find.ts';
import type { Lab } from '../document/lab.ts';
import { labId, labLanguage } from '../document/lab-name.ts';
import { type ReadLab, readLabs } from '../document/read.ts';
import { count } from '../report/text/index.ts';
import type { Command } from './command.ts';
import { outputOption, readOutput } from './output-option.ts';

export const list: Command = {
  usage: 'list',
  summary: 'Lists the labs of `labs/`, their hosts, steps and checks.',
  details: ['Documents are looked for in `labs/`, here or in the nearest folder above that has one.'],
  options: { reporter: outputOption },
  examples: ['lab list', 'lab list --reporter json'],
  run: ({ values }) => {
    const json = readOutput(values) === 'json';
    return Promise.resolve(listCommand({ json, stdout: (text) => process.stdout.write(text) }));
  },
};

/** Prints the labs; returns 2 where a document is wrong, else 0. */
export function listCommand({ json, stdout }: { json: boolean; stdout: (text: string) => void }): number {
  const documents = readLabs({ paths: listLabs({ cwd: process.cwd() }) });
  if (documents.length === 0 && !json) stdout('There are no labs here: no `labs/` with a document.\n');
  const originals = documents.filter(
    ({ path }) => labLanguage(path) === null || !hasOriginal(path, documents),
  );
  for (const each of originals) {
    const languages = documents.filter((other) => other !== each && labId(other.path) === labId(each.path));
    const codes = languages.flatMap(({ path }) => labLanguage(path) ?? []);
    stdout(json ? `${JSON.stringify(summary(each, codes))}\n` : `${describe(each, codes).join('\n')}\n`);
  }
  return documents.some(({ lab }) => lab === null) ? 2 : 0;
}

const hasOriginal = (path: string, documents: readonly ReadLab[]): boolean =>
  documents.some((other) => labLanguage(other.path) === null && labId(other.path) === labId(path));

/** Items of a step by kind; a check on two hosts counts once. */
const countItems = ({ items }: Lab['steps'][number]): { blocks: number; checks: number } => {
  const checks = new Set(items.flatMap(({ kind, id }) => (kind === 'check' ? [id] : [])));
  return { blocks: items.filter(({ kind }) => kind !== 'check').length, checks: checks.size };
};

const summary = ({ path, lab }: ReadLab, translations: readonly string[]) => ({
  lab: labId(path),
  document: path,
  translations,
  title: lab?.title ?? null,
  hosts: lab?.hosts.map(({ name }) => name) ?? null,
  steps: lab?.steps.map((step) => ({ id: step.id, title: step.title, ...countItems(step) })) ?? null,
});

const describe = ({ path, lab }: ReadLab, translations: readonly string[]): string[] => {
  const name = `${labId(path)}${translations.length === 0 ? '' : ` (also ${translations.join(', ')})`}`;
  if (lab === null) return [name, `  has errors: see lab lint ${path}`, ''];
  const width = Math.max(...lab.steps.map(({ id }) => id.length));
  return [
    `${name}  ${lab.title}`,
    `  ${count(lab.hosts.length, 'host')}: ${lab.hosts.map((host) => host.name).join(', ')}`,
    ...lab.steps.map((step) => {
      const { blocks, checks } = countItems(step);
      return `  ${step.id.padEnd(width)}  ${count(blocks, 'block')}, ${count(checks, 'check')}`;
    }),
    '',
  ];
};
