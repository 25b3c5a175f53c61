import { listLabs, findLab } from '../document/find.ts';
import { hasErrors } from '../document/gather.ts';
import { labId } from '../document/lab-name.ts';
import { lintLabs } from '../document/lint.ts';
import type { ReadLab } from '../document/read.ts';
import { jsonLine } from '../report/json.ts';
import { rejectDocument } from '../report/reject.ts';
import { count, describeProblems, plainLine, renderLine } from '../report/text/index.ts';
import type { Command } from './command.ts';
import { outputOption, readOutput } from './output-option.ts';

export const lint: Command = {
  usage: 'lint [LAB...]',
  summary: 'Shows every problem in the documents, without running them; without LAB in all of `labs/`.',
  details: [
    'Each problem comes with its line, its column and a way to mend it. Warnings never keep a lab from running.',
  ],
  options: { reporter: outputOption },
  examples: ['lab lint', 'lab lint 01-lxc-basics', 'lab lint labs/01-lxc-basics.ja.md --reporter json'],
  run: ({ positionals, values }) =>
    lintCommand({
      labs: positionals,
      json: readOutput(values) === 'json',
      color: process.stdout.isTTY && !process.env['NO_COLOR'],
      stdout: (text) => process.stdout.write(text),
    }),
};

/** Lints documents, or all of `labs/`; resolves with 2 where any has an error, else 0. */
export async function lintCommand({
  labs,
  json,
  color,
  stdout,
}: {
  labs: readonly string[];
  json: boolean;
  color: boolean;
  stdout: (text: string) => void;
}): Promise<number> {
  const paths =
    labs.length === 0
      ? listLabs({ cwd: process.cwd() })
      : labs.map((name) => findLab({ name, cwd: process.cwd() }));
  const read = await lintLabs({ paths: [...new Set(paths)] });
  const show = color ? renderColored : plainLine;
  for (const each of read) {
    const report = rejectDocument({ lab: labId(each.path), document: each.path, problems: each.problems });
    if (json) stdout(`${jsonLine({ event: 'report', ...report })}\n`);
    else for (const line of describeProblems(report)) stdout(`${show(line)}\n`);
  }
  if (!json) stdout(`${summarize(read)}\n`);
  return read.some(({ problems }) => hasErrors(problems)) ? 2 : 0;
}

const renderColored = (line: Parameters<typeof renderLine>[0]) =>
  renderLine(line, { columns: Number.MAX_SAFE_INTEGER, color: true });

function summarize(read: readonly ReadLab[]): string {
  const wrong = read.filter(({ problems }) => hasErrors(problems)).length;
  const documents = count(read.length, 'document');
  return wrong === 0 ? `${documents}, no errors` : `${documents}, ${wrong} with errors`;
}
