import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa, execaSync } from 'execa';

/** Why no container can be started here, for a test to say as it is skipped; null where one can. */
export const noContainers: string | null =
  process.getuid?.() !== 0
    ? 'needs root'
    : execaSync('lxc-start', ['--version'], { reject: false }).exitCode === 0
      ? null
      : 'needs lxc';

/** An LXC container of this machine: its own network, this machine's programs, read-only. */
export interface TestContainer {
  readonly name: string;
  /** Runs a program of this machine in the container's network. */
  inNetwork(...command: string[]): Promise<void>;
  dispose(): Promise<void>;
}

const configuration = (name: string, rootfs: string) => `
lxc.uts.name = ${name}
lxc.rootfs.path = dir:${rootfs}
lxc.net.0.type = empty
lxc.mount.auto = proc:mixed sys:ro
lxc.mount.entry = /usr usr none bind,ro 0 0
lxc.mount.entry = /etc etc none bind,ro 0 0
lxc.init.cmd = /usr/bin/sleep 300
`;

/** Starts a container that does nothing for five minutes, should nobody end it before. */
export async function startContainer(): Promise<TestContainer> {
  await mkdir('/var/lib/lxc', { recursive: true });
  const folder = await mkdtemp('/var/lib/lxc/lab-test-');
  const rootfs = join(folder, 'rootfs');
  for (const name of ['proc', 'sys', 'dev', 'tmp', 'root', 'usr', 'etc'])
    await mkdir(join(rootfs, name), { recursive: true });
  for (const name of ['bin', 'lib', 'lib64', 'sbin']) await symlink(`usr/${name}`, join(rootfs, name));
  const name = folder.slice('/var/lib/lxc/'.length);
  await writeFile(join(folder, 'config'), configuration(name, rootfs));
  await execa('lxc-start', ['-n', name]);
  const { stdout: pid } = await execa('lxc-info', ['-pH', '-n', name]);
  return {
    name,
    async inNetwork(...command) {
      await execa('nsenter', ['-t', pid, '-n', '--', ...command]);
    },
    async dispose() {
      await execa('lxc-stop', ['-k', '-n', name], { reject: false });
      // Not lxc-destroy: it would follow the mounts of a container that did not stop.
      await rm(rootfs, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
