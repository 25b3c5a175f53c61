import { createInterface } from 'node:readline';
import { $ } from 'zx';
import { sourceFiles, suite } from './apt.mjs';

const phases = [
  [/^I: running apt-get update/, 'reading package lists'],
  [/^I: downloading packages/, 'downloading packages'],
  [/^I: extracting archives/, 'unpacking the base system'],
  [/^I: installing essential/, 'installing the base system'],
];

/**
 * Makes a Debian file tree with mmdebstrap from this machine's own apt sources and lets `hook`, a shell command that
 * gets the tree as `$1` and runs as its root, make something of it. Files that match `exclude` and not `include` stay
 * out of all packages, later ones too. Prints its progress, a line a step.
 */
export async function bootstrap({ packages, exclude, include, hook, workFolder }) {
  const asRoot = process.getuid() === 0;
  const options = [
    '--verbose',
    '--format=null',
    '--variant=minbase',
    `--mode=${asRoot ? 'root' : 'unshare'}`,
    // Without these, Debian 12 brings the whole of Perl only to move its own files to /usr.
    '--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr',
    `--include=usr-is-merged,${packages.join(',')}`,
    '--aptopt=APT::Install-Recommends "false"',
    '--aptopt=Acquire::Languages "none"',
    '--dpkgopt=force-unsafe-io',
    ...exclude.map((path) => `--dpkgopt=path-exclude=${path}`),
    ...include.map((path) => `--dpkgopt=path-include=${path}`),
    `--customize-hook=${hook}`,
  ];
  // As root its mounts would outlive it when it is killed; as a user they are in a namespace of its own anyway.
  const command = asRoot ? ['unshare', '--mount', 'mmdebstrap'] : ['mmdebstrap'];
  console.log('reading package lists');
  const files = await sourceFiles(workFolder);
  const child = $({ nothrow: true, quiet: true })`${command} ${options} ${suite()} - ${files}`;
  const tail = [];
  let downloaded = 0;
  let configured = 0;
  for await (const line of createInterface({ input: child.stderr })) {
    tail.push(line);
    if (tail.length > 30) tail.shift();
    const phase = phases.find(([pattern]) => pattern.test(line));
    if (phase) console.log(phase[1]);
    else if (line.startsWith('Get:')) console.log(`downloading packages, ${++downloaded} done`);
    else if (line.startsWith('Setting up ')) console.log(`installing packages, ${++configured} done`);
    else if (line.startsWith('lab: ')) console.log(line.slice('lab: '.length));
  }
  const { exitCode } = await child;
  if (exitCode !== 0) throw new Error(`mmdebstrap ended with status ${exitCode}:\n${tail.join('\n')}`);
}
