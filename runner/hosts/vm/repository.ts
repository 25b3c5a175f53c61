import { link, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { type Apt, type PackageVersion, poolFolder } from './apt.ts';
import { callLeashed } from './leashed.ts';
import {
  archiveName,
  hostNames,
  listName,
  mirrorDefaults,
  packagesIndex,
  poolName,
  releaseFile,
} from './mirror-files.ts';

/**
 * Writes a package repository: suites and pool, and what the initramfs copies into a host (lists, sources, host names;
 * see content/image/initramfs/init).
 */
export async function writeRepository({
  tree,
  apt,
  found,
  signal,
}: {
  tree: string;
  apt: Apt;
  found: readonly PackageVersion[];
  signal: AbortSignal;
}): Promise<void> {
  const { stdout: architecture } = await execa('dpkg', ['--print-architecture']);
  const release = /^VERSION_CODENAME=(\w+)/m.exec(await readFile('/etc/os-release', 'utf8'))?.[1] ?? 'stable';
  const index = packagesIndex(await apt.records(found));
  const sources = (await apt.sources()).filter(
    ({ suite, component }) => component === 'main' && (suite === release || suite.startsWith(`${release}-`)),
  );
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await writeFile(join(tree, path), text);
  };
  // Those that a host's sources name, and those that LXC's template asks for. One has the packages.
  const suites = new Set([
    release,
    `${release}-security`,
    'stable',
    'stable-security',
    'testing',
    ...sources.map(({ suite }) => suite),
  ]);
  for (const suite of suites) {
    const packages = suite === release || suite === 'stable' ? index : '';
    const text = releaseFile({ suite, architecture, index: packages });
    const binary = `main/binary-${architecture}`;
    await put(`dists/${suite}/Release`, text);
    await put(`dists/${suite}/${binary}/Packages`, packages);
    await put(
      `dists/${suite}/${binary}/Release`,
      `Archive: ${suite}\nComponent: main\nArchitecture: ${architecture}\n`,
    );
    for (const { base } of sources.filter((source) => source.suite === suite)) {
      await put(`lists/${listName(`${base}dists/${suite}/Release`)}`, text);
      await put(`lists/${listName(`${base}dists/${suite}/${binary}/Packages`)}`, packages);
    }
  }
  // The mirror in a host speaks no TLS.
  const addresses = sources.map(({ base, suite }) => ({ base: base.replace(/^https:/, 'http:'), suite }));
  await put(
    'sources.list',
    addresses.map(({ base, suite }) => `deb [trusted=yes] ${base} ${suite} main\n`).join(''),
  );
  const names = hostNames(
    [...addresses.map(({ base }) => base), mirrorDefaults(await lxcTemplate({ found, signal }))].join('\n'),
  );
  await put('hosts', names.map((name) => `${name}\n`).join(''));
  await mkdir(join(tree, 'pool'), { recursive: true });
  for (const one of found)
    await link(join(poolFolder(), archiveName(one)), join(tree, 'pool', poolName(one)));
}

/** Text of LXC's debian template, which names the archive's hosts; empty where the package is not among these. */
async function lxcTemplate({
  found,
  signal,
}: {
  found: readonly PackageVersion[];
  signal: AbortSignal;
}): Promise<string> {
  const named = found.find(({ name }) => name === 'lxc-templates');
  if (!named) return '';
  const script = 'dpkg-deb --fsys-tarfile "$1" | tar -xO ./usr/share/lxc/templates/lxc-debian';
  return callLeashed({ command: ['sh', '-c', script, 'sh', join(poolFolder(), archiveName(named))], signal });
}
