import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { $ } from 'zx';

/** The release that this machine runs: `bookworm`. */
export function suite() {
  const codename = /^VERSION_CODENAME=(.*)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  if (!codename) throw new Error('/etc/os-release names no VERSION_CODENAME');
  return codename;
}

/** Files with the apt sources of this machine's own release; what third parties offer stays out. */
export async function sourceFiles(workFolder) {
  const lists = `${workFolder}/apt/lists`;
  await mkdir(`${lists}/partial`, { recursive: true });
  const options = [
    '-o',
    `Dir::State::lists=${lists}`,
    '-o',
    'Debug::NoLocking=1',
    '-o',
    'APT::Sandbox::User=',
  ];
  await $`apt-get ${options} -o Acquire::Languages=none update`;
  const targets =
    await $`apt-get ${options} indextargets --format ${'$(RELEASE) $(SOURCESENTRY)'} ${'Identifier: Packages'}`;
  const entries = targets.lines().map((line) => line.split(' '));
  const files = entries
    .filter(([release]) => release === suite() || release.startsWith(`${suite()}-`))
    .map(([, entry]) => entry.replace(/:\d+$/, ''));
  if (files.length === 0) throw new Error(`apt's sources on this machine offer no ${suite()}`);
  return [...new Set(files)];
}
