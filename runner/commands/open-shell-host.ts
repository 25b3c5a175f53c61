import { suggest } from '../document/nearest.ts';
import type { Host } from '../hosts/host.ts';
import { connectSshHosts, type Target } from '../hosts/index.ts';
import { openLocalHost } from '../hosts/local/index.ts';
import { openUpHosts, type UpLab } from '../hosts/up/index.ts';
import { chooseUp } from './choose-up.ts';
import { UsageError } from './usage-error.ts';

/** A host to work on, and how to let go of it. */
export interface ShellHost {
  readonly host: Host;
  readonly dispose: () => Promise<void>;
}

/** Opens the host that `lab shell` means. Throws UsageError where there is none of that name, or no single one. */
export async function openShellHost({
  name,
  lab,
  targets,
  signal,
}: {
  /** Undefined where the call names none: the only one is meant. */
  name: string | undefined;
  /** Which of the labs that are up; undefined means the only one. */
  lab: string | undefined;
  /** By name of the host, in place of the lab that is up. */
  targets: ReadonlyMap<string, Target>;
  signal: AbortSignal;
}): Promise<ShellHost> {
  if (targets.size === 0) return openInUpLab({ name, up: await chooseUp(lab), signal });
  const chosen = chooseHost([...targets.keys()], name);
  return openTarget({ name: chosen, target: targets.get(chosen), signal });
}

async function openInUpLab({
  name,
  up,
  signal,
}: {
  name: string | undefined;
  up: UpLab;
  signal: AbortSignal;
}): Promise<ShellHost> {
  const names = up.hosts.map((host) => host.name);
  const chosen = chooseHost(names, name);
  const only = { ...up, hosts: up.hosts.filter((host) => host.name === chosen) };
  const open = await openUpHosts({ up: only, way: 'beside', signal });
  const [host] = open.hosts.values();
  if (!host) throw new Error(`No host ${chosen} in ${up.lab}`);
  return { host, dispose: () => open.dispose() };
}

async function openTarget({
  name,
  target,
  signal,
}: {
  name: string;
  target: Target | undefined;
  signal: AbortSignal;
}): Promise<ShellHost> {
  if (target?.kind === 'local') {
    const host = openLocalHost({ name });
    return { host, dispose: () => host.dispose() };
  }
  if (target?.kind !== 'ssh') {
    throw new UsageError(
      `Expected a machine that is there as ${name}; virtual machines start with: lab up LAB`,
    );
  }
  const say = process.stdin.isTTY ? (text: string) => process.stderr.write(`${text}\n`) : null;
  const machines = await connectSshHosts({ targets: new Map([[name, target]]), say, signal });
  try {
    return { host: await machines.open(name), dispose: () => machines.dispose() };
  } catch (error) {
    await machines.dispose();
    throw error;
  }
}

/** One of these names: the one that is asked for, or the only one. */
function chooseHost(names: readonly string[], name: string | undefined): string {
  if (name === undefined) {
    const [only, ...more] = names;
    if (only !== undefined && more.length === 0) return only;
    throw new UsageError(`Name the host: ${names.join(', ')}`);
  }
  if (!names.includes(name)) throw new UsageError(`Unknown host ${name}\n${suggest(name, names)}`);
  return name;
}
