import { execa } from 'execa';
import { createHost } from '../agent/host.ts';
import { loader } from '../agent/source.ts';
import { type Host, HostBroken } from '../host.ts';

/** This machine as a host of a lab: blocks run as the user who runs us. */
export function openLocalHost({ name }: { name: string }): Host {
  // A session of its own, so that no block reaches our terminal and Ctrl-C is ours to handle.
  const agent = execa('perl', ['-e', loader], {
    detached: true,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
    buffer: { stdout: false },
    encoding: 'buffer',
    reject: false,
  });
  const died = agent.then(
    ({ message, stderr }) =>
      new HostBroken(name, `The agent on ${name} has ended`, {
        console: Buffer.from(stderr).toString(),
        cause: message,
      }),
  );
  return createHost({
    name,
    kind: 'local',
    slowness: 1,
    from: agent.stdout,
    to: agent.stdin,
    died,
    release: async () => {
      await agent;
    },
  });
}
