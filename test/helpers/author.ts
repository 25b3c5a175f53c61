import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { RunEvent } from '../../runner/execute/events.ts';
import type { Report } from '../../runner/report/report.ts';
import { callLab, startLab } from './call-lab.ts';

/** A limit for what hangs: the first start builds the image, and without KVM a boot takes ten seconds. */
const patience = { timeout: 900_000, interval: 20 };

/** Somebody who writes a lab with `lab dev` beside them. */
export interface Author {
  readonly folder: string;
  readonly env: Record<string, string>;
  /** The document as it is now. */
  text(): string;
  /** Saves the document; resolves with the verdict on it and how long that took from the save on. */
  save(text: string): Promise<{ report: Report; events: RunEvent[]; tookMs: number }>;
  /** Saves it and waits for nothing. */
  write(text: string): void;
  events(): RunEvent[];
  /** Ends `lab dev` as Ctrl-C does; resolves with its exit status. */
  leave(): Promise<number>;
}

/** Starts `lab dev` on a document; resolves with the first verdict. */
export async function startAuthor(text: string): Promise<Author & { first: Report }> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-dev-'));
  const path = join(folder, 'words.md');
  const env = { XDG_RUNTIME_DIR: folder, XDG_STATE_HOME: join(folder, 'state') };
  writeFileSync(path, text);
  const { child, ended, processes } = startLab(['dev', path, '--reporter', 'json', '--yes'], { env });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const events = (): RunEvent[] =>
    said
      .slice(0, said.lastIndexOf('\n') + 1)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as RunEvent);
  const verdicts = () => events().filter(({ event }) => event === 'report').length;
  const afterNext = async (before: number): Promise<{ report: Report; events: RunEvent[] }> => {
    await vi.waitFor(() => {
      expect(verdicts()).toBeGreaterThan(before);
    }, patience);
    const all = events();
    const ends = all.flatMap(({ event }, index) => (event === 'report' ? [index] : []));
    const own = all.slice((ends[before - 1] ?? -1) + 1, (ends[before] ?? 0) + 1);
    return { report: own.at(-1) as Report & { event: 'report' }, events: own };
  };
  const author: Author = {
    folder,
    env,
    text: () => readFileSync(path, 'utf8'),
    write: (now) => {
      writeFileSync(path, now);
    },
    save: async (now) => {
      const before = verdicts();
      const startedMs = performance.now();
      writeFileSync(path, now);
      return { ...(await afterNext(before)), tookMs: performance.now() - startedMs };
    },
    events,
    leave: async () => {
      child.kill('SIGINT');
      const { exitCode } = await ended;
      await vi.waitFor(
        () => {
          expect(processes()).toEqual([]);
        },
        { timeout: 5_000 },
      );
      await callLab(['down', '--all'], { env });
      rmSync(folder, { recursive: true });
      return exitCode;
    },
  };
  try {
    return { ...author, first: (await afterNext(0)).report };
  } catch (error) {
    await author.leave();
    throw error;
  }
}
