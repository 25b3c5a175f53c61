import { cpus, totalmem } from 'node:os';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sshVersion } from '../hosts/ssh/version.ts';
import { cacheFolder } from '../hosts/vm/cache-folder.ts';
import { useCache } from '../hosts/vm/cache-use.ts';
import { knownTrial } from '../hosts/vm/engine.ts';
import { engines } from '../hosts/vm/engines.ts';
import { builtImage } from '../hosts/vm/image.ts';
import { readOsRelease } from '../hosts/vm/os-release.ts';
import { requirements } from '../hosts/vm/requirements.ts';
import type { EngineTrial } from '../hosts/vm/trial.ts';
import type { Command } from './command.ts';
import { interruptSignal } from './interrupted.ts';
import { describe, mendingCommands } from './require-machines.ts';

export const doctor: Command = {
  usage: 'doctor',
  summary: 'Shows what this machine can do, what is missing, and the command that mends it.',
  details: ['It installs nothing. Exit status 0: virtual machines can be run here; 3: something is missing.'],
  options: {},
  examples: ['lab doctor'],
  run: async () => {
    const needed = await requirements();
    const missing = needed.filter(({ present }) => !present);
    const { isDebian, name } = await readOsRelease();
    const lines = [
      `This machine: ${name}, ${cpus().length} processors, ${gib(totalmem())} of memory, Node.js ${process.versions.node}`,
      `Cache: ${cacheFolder()}, ${gib(await freeBytes(cacheFolder()))} free`,
      '',
      'Virtual machines need:',
      ...needed.map((each) => `  ${each.present ? '✓' : '✗ missing'} ${describe(each).trim()}`),
      ...(isDebian
        ? []
        : [`  ✗ Debian: hosts are built from this machine's own Debian packages, and this is ${name}`]),
      '',
      'Machines of your own over SSH need:',
      `  ${describeSsh(await sshVersion())}`,
      '',
      'Engines:',
      ...(missing.length > 0 ? ['  not tried: see what is missing above'] : await engineLines()),
      ...(missing.length > 0 && isDebian
        ? ['', 'To mend it:', ...mendingCommands(missing).map((each) => `  ${each}`)]
        : []),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return missing.length === 0 && isDebian ? 0 : 3;
  },
};

function describeSsh(version: string | null): string {
  return version === null
    ? '✗ missing openssh-client: apt-get install openssh-client'
    : `✓ openssh-client: logs in to them (${version})`;
}

/** What trial starts found; they need the image, which the first run builds. */
async function engineLines(): Promise<string[]> {
  const image = await builtImage();
  if (image === null)
    return ['  not tried yet: the first run on a virtual machine builds its image, then tries'];
  const interrupt = interruptSignal();
  try {
    const { signal } = interrupt;
    const use = await useCache({ signal, onWait: () => undefined });
    try {
      const lines: string[] = [];
      for (const kind of engines) {
        const trial = await knownTrial(kind, { image, signal, onProgress: () => undefined });
        lines.push(describeTrial(kind.engine, trial));
      }
      return lines;
    } finally {
      await use.release();
    }
  } finally {
    interrupt.release();
  }
}

function describeTrial(engine: string, { works, slowness, why }: EngineTrial): string {
  if (!works) return `  ✗ ${engine} does not work: ${why}`;
  return `  ✓ ${engine} works${slowness > 1 ? `; times of a document are multiplied by ${slowness}` : ''}`;
}

/** Free space where the cache is, or will be. */
async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return folder === '/' ? 0 : freeBytes(dirname(folder));
  }
}

function gib(bytes: number): string {
  return `${Math.round(bytes / 2 ** 30)} GiB`;
}
