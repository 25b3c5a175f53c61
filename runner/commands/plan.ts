import { DocumentError } from '../document/document-error.ts';
import { findLab } from '../document/find.ts';
import { labId } from '../document/lab-name.ts';
import { lintLabs } from '../document/lint.ts';
import { planLab, renderPlan, UnknownStep } from '../plan/index.ts';
import { rejectDocument } from '../report/reject.ts';
import { jsonLine } from '../report/json.ts';
import { describeProblems, plainLine } from '../report/text/index.ts';
import { describeTarget, isReal, type Target } from '../hosts/target.ts';
import type { Call, Command } from './command.ts';
import { readTargets, requireKnownHosts, type Targets, targetOptions } from './target-options.ts';
import { outputOption, readOutput } from './output-option.ts';
import { UsageError } from './usage-error.ts';

export const plan: Command = {
  usage: 'plan LAB',
  summary: 'Shows what would run, where, in which order.',
  details: [
    'Nothing is run and no host is needed. Where hosts are real machines, this is what would be done to them.',
  ],
  options: {
    from: { type: 'string', takes: 'STEP', help: 'begin with this step' },
    until: { type: 'string', takes: 'STEP', help: 'stop after this step' },
    ...targetOptions,
    reporter: outputOption,
  },
  examples: ['lab plan 01-lxc-basics', 'lab plan 01-lxc-basics --until create --host host1=local'],
  run: (call) => {
    const { positionals, values } = call;
    return planCommand({
      labs: positionals,
      targets: readTargets(call),
      from: text(values['from']),
      until: text(values['until']),
      json: readOutput(values) === 'json',
      stdout: (each) => process.stdout.write(each),
    });
  },
};

const text = (value: Call['values'][string]): string | null => (typeof value === 'string' ? value : null);

/** Prints the plan of one lab; resolves with 2, and prints its problems, where the document is wrong. */
export async function planCommand({
  labs,
  targets,
  from,
  until,
  json,
  stdout,
}: {
  labs: readonly string[];
  targets: Targets;
  from: string | null;
  until: string | null;
  json: boolean;
  stdout: (text: string) => void;
}): Promise<number> {
  const [name] = labs;
  if (name === undefined) throw new UsageError('Expected the name of one lab');
  const [read] = await lintLabs({ paths: [findLab({ name, cwd: process.cwd() })] });
  if (read === undefined) throw new DocumentError(`Cannot read ${name}.`);
  if (read.lab === null) {
    const report = rejectDocument({ lab: labId(read.path), document: read.path, problems: read.problems });
    stdout(
      json
        ? `${jsonLine({ event: 'report', ...report })}\n`
        : describeProblems(report)
            .map((line) => `${plainLine(line)}\n`)
            .join(''),
    );
    return 2;
  }
  try {
    const made = planLab(read.lab, { from, until });
    requireKnownHosts(read.lab, targets);
    const hosts = made.hosts.map(({ name }) => ({ name, target: describeTarget(targets.get(name)) }));
    const { files, steps } = made;
    if (json) stdout(`${JSON.stringify({ lab: read.lab.id, hosts, files, steps })}\n`);
    else stdout(renderPlan(made, realPlaces(targets)));
    return 0;
  } catch (error) {
    if (error instanceof UnknownStep) throw new UsageError(error.message);
    throw error;
  }
}

const realPlaces = (targets: ReadonlyMap<string, Target>): Map<string, string> =>
  new Map([...targets].flatMap(([name, target]) => (isReal(target) ? [[name, describeTarget(target)]] : [])));
