import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import { packageRoot } from '../../runner/package-root.ts';
import type { RunEvent } from '../../runner/execute/events.ts';
import type { Report } from '../../runner/report/report.ts';

export const program = join(packageRoot, 'dist/main.js');

/** Marks every process of a call, for finding those that stay. */
const markName = 'LAB_TEST_CALL';
let calls = 0;

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built program without a terminal. `ended` resolves with what came of it; a stack trace fails the test. */
export function startLab(
  args: readonly string[],
  {
    cwd = packageRoot,
    env = {},
    input,
    detached = false,
  }: { cwd?: string; env?: Record<string, string>; input?: string; detached?: boolean } = {},
) {
  const mark = `${process.pid}-${++calls}`;
  const child = execa('node', [program, ...args], {
    cwd,
    env: { NO_COLOR: undefined, CI: undefined, ...env, [markName]: mark },
    reject: false,
    // A process group of its own, to be signalled as a terminal does.
    detached,
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
    stripFinalNewline: false,
  });
  const ended = child.then(({ exitCode = -1, stdout, stderr }): Ended => {
    // What a host prints may look like anything on standard output; standard error is ours alone.
    expect(stderr).not.toMatch(/^\s+at .*[:(]\S*\d+:\d+\)?$|node:internal|This is a bug in lab/m);
    return { exitCode, stdout, stderr };
  });
  return { child, ended, processes: () => processesMarked(mark) };
}

/** Calls the built program and waits for its end. */
export async function callLab(...call: Parameters<typeof startLab>): Promise<Ended> {
  return startLab(...call).ended;
}

/** The events of `--reporter json`, each line parsed. */
export function eventsOf({ stdout }: Pick<Ended, 'stdout'>): RunEvent[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);
}

export function reportsOf(ended: Pick<Ended, 'stdout'>): Report[] {
  return eventsOf(ended).flatMap((event) => (event.event === 'report' ? [event] : []));
}

/** Command lines of the live processes that a call started, directly or not. */
function processesMarked(mark: string): string[] {
  const read = (pid: string, name: string) => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, 'utf8').replaceAll('\0', '\n');
    } catch {
      // It has ended meanwhile.
      return '';
    }
  };
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && read(pid, 'environ').split('\n').includes(`${markName}=${mark}`))
    .map((pid) => `${pid} ${read(pid, 'cmdline').trim().replaceAll('\n', ' ')}`);
}
