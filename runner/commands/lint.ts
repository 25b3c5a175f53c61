import { listLabs, findLab } from '../document/find.ts';
import { hasErrors } from '../document/gather.ts';
import { labId } from '../document/lab-name.ts';
import type { ReadLab } from '../document/read.ts';
import { lintForAuthors, rules } from '../lint/index.ts';
import { annotateProblems } from '../report/github/annotate-problems.ts';
import { jsonLine } from '../report/json.ts';
import { neutralizeCommands } from '../report/neutralize-commands.ts';
import { rejectDocument } from '../report/reject.ts';
import type { Report } from '../report/report.ts';
import { count, describeProblems, type Line, plainLine, renderLine, textLine } from '../report/text/index.ts';
import type { Command } from './command.ts';
import { oneOf } from './one-of.ts';
import { outputOptions } from './output-options.ts';
import { UsageError } from './usage-error.ts';

/** On a terminal as in a log the text is the same. */
const outputs = ['pretty', 'plain', 'json', 'github'] as const;

export const lint: Command = {
  usage: 'lint [LAB...]',
  summary: 'Shows every problem in the documents, without running them; without LAB in all of `labs/`.',
  details: [
    'Each problem comes with its line, its column and a way to mend it. Warnings never keep a lab from running.',
  ],
  options: {
    rules: {
      type: 'boolean',
      help: 'list the rules, what each reports and how bad that is; read no document',
    },
    reporter: {
      type: 'string',
      takes: 'NAME',
      values: outputs.slice(1),
      help: 'plain (the default), json or github (annotations)',
    },
  },
  examples: [
    'lab lint',
    'lab lint 01-lxc-basics',
    'lab lint labs/01-lxc-basics.ja.md --reporter json',
    'lab lint --reporter github',
    'lab lint --rules',
  ],
  run: ({ positionals, values }) =>
    lintCommand({
      labs: positionals,
      listsRules: values['rules'] === true,
      output: oneOf('--reporter', String(values['reporter'] ?? 'plain'), outputs),
      isTerminal: process.stdout.isTTY,
      stdout: (text) => process.stdout.write(text),
      ...outputOptions(),
    }),
};

/**
 * Lints documents, or all of `labs/`, or lists the rules; resolves with 2 where any document has an error, else 0.
 */
export async function lintCommand({
  labs,
  listsRules = false,
  output,
  isTerminal = false,
  color,
  stdout,
  repositoryPath,
}: {
  labs: readonly string[];
  listsRules?: boolean;
  output: (typeof outputs)[number];
  isTerminal?: boolean;
  stdout: (text: string) => void;
} & Pick<ReturnType<typeof outputOptions>, 'color' | 'repositoryPath'>): Promise<number> {
  if (listsRules) {
    if (labs.length > 0) throw new UsageError('Expected no LAB beside --rules: they are the same for all');
    for (const line of describeRules(output === 'json')) stdout(`${line}\n`);
    return 0;
  }
  const paths =
    labs.length === 0
      ? listLabs({ cwd: process.cwd() })
      : labs.map((name) => findLab({ name, cwd: process.cwd() }));
  const { labs: read, isShellAsked } = await lintForAuthors({ paths: [...new Set(paths)] });
  const show = (line: Line) => neutralizeCommands(color ? renderColored(line) : plainLine(line));
  const say = (report: Report): string[] => {
    if (output === 'json') return [jsonLine({ event: 'report', ...report })];
    const text = describeProblems(report).map(show);
    return output === 'github'
      ? [...text, ...annotateProblems(report, repositoryPath(report.document))]
      : text;
  };
  for (const { path, problems } of read)
    for (const line of say(rejectDocument({ lab: labId(path), document: path, problems })))
      stdout(`${line}\n`);
  if (output !== 'json') stdout(`${summarize(read)}\n`);
  if (output !== 'json' && isTerminal && !isShellAsked) stdout(`${show(textLine(unasked, 'dim'))}\n`);
  return read.some(({ problems }) => hasErrors(problems)) ? 2 : 0;
}

const renderColored = (line: Line) => renderLine(line, { columns: Number.MAX_SAFE_INTEGER, color: true });

/** In a log nobody can do anything about it. */
const unasked =
  'ShellCheck was not asked about shell blocks: it is not installed (apt-get install shellcheck)';

function describeRules(json: boolean): string[] {
  const entries = [...rules].map(([rule, { severity, summary }]) => ({ rule, severity, summary }));
  if (json) return entries.map((entry) => JSON.stringify(entry));
  const width = Math.max(...entries.map(({ rule }) => rule.length));
  return entries.map(
    ({ rule, severity, summary }) => `${rule.padEnd(width)}  ${severity.padEnd(7)}  ${summary}`,
  );
}

function summarize(read: readonly ReadLab[]): string {
  const wrong = read.filter(({ problems }) => hasErrors(problems)).length;
  const documents = count(read.length, 'document');
  return wrong === 0 ? `${documents}, no errors` : `${documents}, ${wrong} with errors`;
}
