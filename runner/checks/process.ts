import type * as z from 'zod';
import { keys, name, whole } from './fields.ts';
import { look } from './look.ts';
import { isNamed, listProcesses, parseProcesses, type Process } from './processes.ts';
import type { CheckType, Observation } from './types.ts';

const schema = keys({
  process: name('the name of a program such as `apache2`'),
  count: whole('a number of processes', { min: 0, max: 1_000_000 }).optional(),
});
type Spec = z.infer<typeof schema>;

/** Processes of that name run. A host's include those of its containers, as `ps` shows them there. */
export const process: CheckType<Spec> = {
  type: 'process',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec) => spec.process,
  expected: ({ process, count }) =>
    count === undefined
      ? `a process ${process} runs`
      : `${count} ${count === 1 ? 'process' : 'processes'} ${process} run`,
  async ask(spec, context) {
    const { stdout } = await look(context, { code: listProcesses, view: 'inside' });
    return judgeProcess(spec, parseProcesses(stdout));
  },
};

const maxShown = 10;

export function judgeProcess({ process, count }: Spec, processes: readonly Process[]): Observation {
  const found = processes.filter((candidate) => isNamed(candidate, process));
  const holds = count === undefined ? found.length > 0 : found.length === count;
  if (found.length === 0) return { holds, observed: `no process ${process} runs` };
  const pids = found.slice(0, maxShown).map(({ pid }) => pid);
  const numbers = `${pids.join(', ')}${found.length > maxShown ? ', …' : ''}`;
  return {
    holds,
    observed:
      found.length === 1
        ? `1 process ${process} runs: ${numbers}`
        : `${found.length} processes ${process} run: ${numbers}`,
  };
}
