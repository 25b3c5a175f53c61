import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { execaSync, type SyncOptions } from 'execa';
import type { Contestant } from './contestants.ts';
import type { Block } from './peer.ts';

/** A call of a contestant, its files written. */
export interface Call {
  readonly contestant: Contestant;
  readonly words: readonly string[];
  readonly options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> };
}

/** Writes the blocks for a contestant into a new folder below the given one, where also all that it keeps goes. */
export function toCall({
  contestant,
  blocks,
  folder,
}: {
  readonly contestant: Contestant;
  readonly blocks: readonly Block[];
  readonly folder: string;
}): Call {
  const cwd = mkdtempSync(join(folder, 'call-'));
  const home = join(cwd, 'home');
  mkdirSync(home, { mode: 0o700 });
  const env = {
    HOME: home,
    XDG_RUNTIME_DIR: home,
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_STATE_HOME: join(home, 'state'),
    NO_COLOR: '1',
  };
  return { contestant, words: contestant.prepare({ folder: cwd, blocks }), options: { cwd, env } };
}

/** Makes a call; whether all was as expected, and its wall-clock time. */
export function make({ contestant, words: [file = '', ...args], options }: Call): {
  readonly passed: boolean;
  readonly durationMs: number;
  readonly said: string;
} {
  const startedMs = performance.now();
  const { exitCode, all, shortMessage } = execaSync(file, args, { ...options, ...quiet });
  const durationMs = performance.now() - startedMs;
  // Without a status it could not be started, or was ended.
  if (exitCode === undefined) throw new Error(`Cannot call ${contestant.name}: ${shortMessage}`);
  return { passed: exitCode === 0 && (contestant.says?.test(all) ?? true), durationMs, said: all };
}

const quiet = {
  stdin: 'ignore',
  all: true,
  reject: false,
  maxBuffer: 1 << 28,
} as const satisfies SyncOptions;
