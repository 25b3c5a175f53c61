import type * as z from 'zod';
import { keys, text, textMatch, whole } from './fields.ts';
import { type Findings, requireContainer } from './look.ts';
import { firstLine, seconds, show } from './show.ts';
import { describeActual, describeMatch, isMatch } from './text-match.ts';
import { type AskContext, type CheckType, NoAnswer, type Observation } from './types.ts';

const schema = keys({
  command: text('a command', /\S/u),
  exit: whole('an exit status from 0 to 255', { min: 0, max: 255 }).default(0),
  stdout: textMatch.optional(),
  stderr: textMatch.optional(),
});
type Spec = z.infer<typeof schema>;

const streams = { stdout: 'standard output', stderr: 'standard error' } as const;
const streamNames = ['stdout', 'stderr'] as const;

/** A command ends with a status and prints what it should. */
export const command: CheckType<Spec> = {
  type: 'command',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec) => spec.command,
  expected(spec) {
    const printed = streamNames.flatMap((name) =>
      spec[name] === undefined ? [] : [`${streams[name]} ${describeMatch(spec[name])}`],
    );
    return [`\`${firstLine(spec.command)}\` ends with status ${spec.exit}`, ...printed].join(', ');
  },
  async ask(spec, context) {
    return judgeCommand(spec, await runCommand(spec, context));
  },
};

async function runCommand({ command }: Spec, context: AskContext): Promise<Findings> {
  const { host, container, timeoutMs } = context;
  const result = await host.run({ script: command, container, timeoutMs });
  // What is reported of a container that does not run is lxc-attach's failure, no answer of the command.
  if (result.timedOut || result.exit !== 0) await requireContainer(context);
  if (result.timedOut) throw new NoAnswer(`no answer within ${seconds(timeoutMs)}`);
  return { exit: result.exit, stdout: result.stdout.toString(), stderr: result.stderr.toString() };
}

/** Compares status first: where it is another, what the command printed last says why. */
export function judgeCommand(spec: Spec, found: Findings): Observation {
  const wrong = streamNames.filter((name) => spec[name] !== undefined && !isMatch(spec[name], found[name]));
  const holds = found.exit === spec.exit && wrong.length === 0;
  const parts = wrong.map((name) => `${streams[name]} is${describeActual(spec[name] ?? '', found[name])}`);
  if (found.exit !== spec.exit && !wrong.includes('stderr') && found.stderr.trim() !== '') {
    parts.push(`${streams.stderr} is${show(lastLines(found.stderr))}`);
  }
  if (holds)
    for (const name of streamNames)
      if (spec[name] !== undefined) parts.push(`${streams[name]} is${show(found[name].trimEnd())}`);
  return { holds, observed: [`ended with status ${found.exit}`, ...parts].join(', ') };
}

const lastLines = (text: string) => text.trimEnd().split('\n').slice(-3).join('\n');
