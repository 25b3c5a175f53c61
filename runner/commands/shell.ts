import { AskError, type Host } from '../hosts/host.ts';
import { upLabOption } from './choose-up.ts';
import type { Command } from './command.ts';
import { interruptSignal } from './interrupted.ts';
import { openShellHost } from './open-shell-host.ts';
import { runScript } from './run-script.ts';
import { readTargets, targetOptions } from './target-options.ts';
import { UsageError } from './usage-error.ts';
import { useTerminal } from './use-terminal.ts';

export const shell: Command = {
  usage: 'shell [HOST]',
  summary: 'Opens a terminal on a host of the lab that is up; without a terminal, runs standard input there.',
  details: ['Without HOST, the only one is meant. Its exit status is that of the shell.'],
  options: {
    lab: upLabOption,
    container: { type: 'string', takes: 'NAME', help: 'inside this container of the host' },
    host: {
      ...targetOptions.host,
      help: 'on this target, `local` or `ssh:DESTINATION`, rather than in the lab that is up',
    },
    inventory: {
      ...targetOptions.inventory,
      help: 'on a host of this file rather than in the lab that is up',
    },
  },
  examples: ['lab shell', 'lab shell host1 --container web1', 'lab shell host1 <script.sh'],
  run: async (call) => {
    const { positionals, values } = call;
    const [name] = positionals;
    const container = typeof values['container'] === 'string' ? values['container'] : null;
    const interrupt = interruptSignal('');
    try {
      const opened = await openShellHost({
        name,
        lab: typeof values['lab'] === 'string' ? values['lab'] : undefined,
        targets: readTargets(call),
        signal: interrupt.signal,
      });
      try {
        return await openOn(opened.host, { container, signal: interrupt.signal });
      } finally {
        await opened.dispose();
      }
    } finally {
      interrupt.release();
    }
  },
};

async function openOn(
  host: Host,
  options: { container: string | null; signal: AbortSignal },
): Promise<number> {
  try {
    return await (process.stdin.isTTY ? useTerminal : runScript)({ host, ...options });
  } catch (error) {
    // Such as a container that does not run: what the call asked for is not there.
    if (error instanceof AskError) throw new UsageError(error.message);
    throw error;
  }
}
