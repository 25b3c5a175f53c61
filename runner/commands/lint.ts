import { listLabs, findLab } from '../document/find.ts';
import { hasErrors } from '../document/gather.ts';
import { labId } from '../document/lab-name.ts';
import type { ReadLab } from '../document/read.ts';
import { lintForAuthors, rules } from '../lint/index.ts';
import { jsonLine } from '../report/json.ts';
import { rejectDocument } from '../report/reject.ts';
import { count, describeProblems, plainLine, renderLine, textLine } from '../report/text/index.ts';
import type { Command } from './command.ts';
import { outputOption, readOutput } from './output-option.ts';
import { UsageError } from './usage-error.ts';

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
    reporter: outputOption,
  },
  examples: [
    'lab lint',
    'lab lint 01-lxc-basics',
    'lab lint labs/01-lxc-basics.ja.md --reporter json',
    'lab lint --rules',
  ],
  run: ({ positionals, values }) =>
    lintCommand({
      labs: positionals,
      listsRules: values['rules'] === true,
      json: readOutput(values) === 'json',
      isTerminal: process.stdout.isTTY,
      color: process.stdout.isTTY && !process.env['NO_COLOR'],
      stdout: (text) => process.stdout.write(text),
    }),
};

/**
 * Lints documents, or all of `labs/`, or lists the rules; resolves with 2 where any document has an error, else 0.
 */
export async function lintCommand({
  labs,
  listsRules = false,
  json,
  isTerminal = false,
  color,
  stdout,
}: {
  labs: readonly string[];
  listsRules?: boolean;
  json: boolean;
  isTerminal?: boolean;
  color: boolean;
  stdout: (text: string) => void;
}): Promise<number> {
  if (listsRules) {
    if (labs.length > 0) throw new UsageError('Expected no LAB beside --rules: they are the same for all');
    for (const line of describeRules(json)) stdout(`${line}\n`);
    return 0;
  }
  const paths =
    labs.length === 0
      ? listLabs({ cwd: process.cwd() })
      : labs.map((name) => findLab({ name, cwd: process.cwd() }));
  const { labs: read, isShellAsked } = await lintForAuthors({ paths: [...new Set(paths)] });
  const show = color ? renderColored : plainLine;
  for (const each of read) {
    const report = rejectDocument({ lab: labId(each.path), document: each.path, problems: each.problems });
    if (json) stdout(`${jsonLine({ event: 'report', ...report })}\n`);
    else for (const line of describeProblems(report)) stdout(`${show(line)}\n`);
  }
  if (!json) stdout(`${summarize(read)}\n`);
  if (!json && isTerminal && !isShellAsked) stdout(`${show(textLine(unasked, 'dim'))}\n`);
  return read.some(({ problems }) => hasErrors(problems)) ? 2 : 0;
}

const renderColored = (line: Parameters<typeof renderLine>[0]) =>
  renderLine(line, { columns: Number.MAX_SAFE_INTEGER, color: true });

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
