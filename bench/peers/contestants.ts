import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';
import { labText } from './markdown-peers.ts';
import type { Block, Peer } from './peer.ts';

/** A program that takes part: lab, or a peer that is installed. */
export interface Contestant {
  readonly name: string;
  readonly version: string;
  readonly reads: string;
  readonly note?: string;
  readonly says?: RegExp;
  /** Writes its files into a folder of its own; the words of the call that is made there. */
  readonly prepare: (asked: {
    readonly folder: string;
    readonly blocks: readonly Block[];
  }) => readonly string[];
}

export interface Missing {
  readonly name: string;
  readonly reason: string;
}

/** lab of this checkout, called as a user calls it. */
export function labItself({ root }: { readonly root: string }): Contestant {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    name: 'lab',
    version,
    reads: 'Markdown',
    prepare: ({ folder, blocks }) => {
      putInto(folder)('blocks.md', labText(blocks));
      return [join(root, 'lab'), 'run', 'blocks.md', '--host', 'host1=local', '--yes'];
    },
  };
}

/** Installs the newest of each npm package that the peers need into a folder; its `node_modules`. */
export function installNpmPeers({
  peers,
  folder,
}: {
  readonly peers: readonly Peer[];
  readonly folder: string;
}): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const names = peers.flatMap(({ from }) => ('npm' in from ? [`${from.npm}@latest`] : []));
  if (names.length > 0)
    execaSync(
      'npm',
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...names],
      {
        cwd: folder,
        stdin: 'ignore',
        stdout: 'ignore',
        stderr: 'inherit',
      },
    );
  return join(folder, 'node_modules');
}

/** The peer with its version, or what to install for it. */
export function findPeer({
  peer,
  modules,
}: {
  readonly peer: Peer;
  readonly modules: string;
}): Contestant | Missing {
  const { name, from, besides = [], reads, note, says, write } = peer;
  const versions =
    'npm' in from ? [npmVersion({ modules, name: from.npm })] : [from.debian, ...besides].map(debianVersion);
  const [version] = versions;
  if (version === undefined || versions.includes(null) || version === null)
    return {
      name,
      reason:
        'npm' in from
          ? `npm could not install ${from.npm}`
          : `apt-get install ${[from.debian, ...besides].join(' ')}`,
    };
  return {
    name,
    version,
    reads,
    ...(note === undefined ? {} : { note }),
    ...(says === undefined ? {} : { says }),
    prepare: ({ folder, blocks }) =>
      write({ blocks, put: putInto(folder), npmFile: (path) => join(modules, path) }),
  };
}

function npmVersion({ modules, name }: { readonly modules: string; readonly name: string }): string | null {
  const path = join(modules, name, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version : null;
}

/** Of the program, without what Debian adds (`1:1.8.2-1` is `1.8.2`). */
function debianVersion(name: string): string | null {
  const { exitCode, stdout } = execaSync('dpkg-query', ['-W', '-f', '${db:Status-Status} ${Version}', name], {
    reject: false,
  });
  const version = exitCode === 0 ? /^installed (?:\d+:)?([^-+]*)/.exec(stdout)?.[1] : undefined;
  return version ?? null;
}

const putInto =
  (folder: string) =>
  (name: string, text: string, { mode }: { readonly mode: number } = { mode: 0o644 }): void => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode });
  };
