import { createHost } from '../agent/host.ts';
import { type Host, HostBroken } from '../host.ts';
import { describeTarget, type SshTarget } from '../target.ts';
import type { FailedLogin, Login, LoginEnd } from './log-in.ts';

/**
 * A machine reached over SSH. The ssh process that carries the agent is the one connection: sessions, commands, files
 * and what checks ask all go through it side by side.
 */
export function createSshHost({
  name,
  target,
  login,
}: {
  name: string;
  target: SshTarget;
  login: Login;
}): Host {
  const { from, to, ended, release } = login;
  const died = ended.then(
    (end) => new HostBroken(name, describeEnd({ name, target, end }), { console: end.said }),
  );
  return createHost({ name, kind: 'ssh', slowness: target.slowness, from, to, died, release });
}

/** The error for a machine that could not be had. */
export function unreachable({
  name,
  target,
  failure: { what, mend, said },
}: {
  name: string;
  target: SshTarget;
  failure: FailedLogin;
}): HostBroken {
  return new HostBroken(name, `Cannot reach ${name} (${describeTarget(target)}): ${what}\n${mend}`, {
    console: said,
  });
}

/** Signs by which ssh tells how a connection ended that had been there. */
const ends = [
  {
    said: /Timeout, server .* not responding/,
    what: 'it does not answer any more: the machine or the network is down',
  },
  {
    said: /closed by remote host|Connection reset|Broken pipe|read from master failed/,
    what: 'the connection was closed: the machine shut down or rebooted, or ended its sshd',
  },
];

function describeEnd({ name, target, end }: { name: string; target: SshTarget; end: LoginEnd }): string {
  const where = `${name} (${describeTarget(target)})`;
  const mend = `See that \`ssh ${target.destination}\` works, then start again.`;
  const known = ends.find(({ said }) => said.test(end.said));
  if (known) return `Lost ${where}: ${known.what}\n${mend}`;
  const how = end.exitCode === null || end.exitCode === 255 ? '' : ` with status ${end.exitCode}`;
  return `Lost ${where}: its agent ended${how}, or its login did\n${mend}`;
}
