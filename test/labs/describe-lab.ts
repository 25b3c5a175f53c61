import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../runner/package-root.ts';
import { callLab, reportsOf } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { linesOf, type Undoing } from './undoing.ts';

/** A limit for what hangs, far above what a lab takes without KVM. */
const hangMs = 20 * 60_000;
const callHangsMs = 3 * 60_000;

/** Where no other test's labs are up. Short: sockets lie in it (unix(7)). */
let folder: string;
let env: Record<string, string>;

async function call(args: readonly string[]) {
  const ended = await callLab([...args, '--reporter', 'json'], { env });
  const [report] = reportsOf(ended);
  if (!report) throw new Error(`No report: ${ended.stderr}`);
  return { ...ended, report };
}

/**
 * Runs a document of `labs/` on virtual machines. With `undone`, it stays up and is verified, then again and again with
 * one thing undone. With `table`, a file of `labs/audit/`, its checks have to hold when that says so.
 */
export function describeLab(name: string, { undone = [], table }: { undone?: readonly Undoing[]; table?: string } = {}) {
  const path = join('labs', name);
  describe.skipIf(noMachines)(`${name}${noMachines === null ? '' : ` (${noMachines})`}`, () => {
    beforeAll(() => {
      folder = mkdtempSync('/tmp/up-');
      env = { XDG_RUNTIME_DIR: folder };
    });
    afterAll(async () => {
      await callLab(['down', '--all'], { env });
      rmSync(folder, { recursive: true });
    }, callHangsMs);

    test('passes', { timeout: hangMs }, async () => {
      // What is to be there again at once, is run on an engine that keeps checkpoints: that is what --from asks for.
      const first = /(?<=<!-- step: )\S+/.exec(readFileSync(join(packageRoot, path), 'utf8'))?.[0] ?? '';
      const kept = undone.length > 0 ? ['--keep', '--from', first] : [];
      const { stdout, exitCode } = await callLab(['run', path, ...kept], { env });
      expect(exitCode, stdout).toBe(0);
    });

    if (undone.length > 0) {
      describe('once it is done', { timeout: callHangsMs }, () => {
        judged(path, undone);
      });
    }

    if (table === undefined) return;
    test(`has checks that hold when ${table} says`, { timeout: hangMs }, async () => {
      const made = join(folder, 'table.md');
      const { exitCode, stdout } = await callLab(['audit', path, '--output', made], { env });
      expect(exitCode, stdout).toBe(0);
      expect(checkRows(made)).toEqual(checkRows(join(packageRoot, table)));
    });
  });
}

/** The rows of a table that are about checks: when each holds. */
function checkRows(table: string): string[] {
  return readFileSync(table, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
}

/** `lab verify` of a lab that has just been run, and stays up. */
function judged(path: string, undone: readonly Undoing[]) {
  const document = readFileSync(join(packageRoot, path), 'utf8');

  test('verifies', () => verifies(path));

  test.each(undone)('$what on $host: $firstWrong', async ({ host, undo, redo, firstWrong, asked, item }) => {
    await type(host, undo);
    try {
      const { report, exitCode } = await call(['verify', path]);
      expect(report).toMatchObject({ verdict: 'failed', firstWrong });
      expect(exitCode).toBe(1);
      const at = report.steps.findIndex(({ checks }) => checks.some(({ id }) => id === firstWrong));
      expect(report.position).toBe(report.steps[at - 1]?.id ?? null);
      const wrong = report.steps[at]?.checks.find(({ verdict }) => verdict === 'failed');
      expect(wrong).toMatchObject({ id: firstWrong, host: asked ?? host });
      expect(linesOf(document, item)).toContain(wrong?.line);
    } finally {
      await type(host, redo);
    }
  });

  test('verifies again, and ends', async () => {
    await verifies(path);
    expect(await callLab(['down'], { env })).toMatchObject({ exitCode: 0 });
    expect((await callLab(['status'], { env })).stdout).toContain('No lab is up');
  });

  test('is there again at once, as the run left it', async () => {
    const last = document.match(/(?<=<!-- step: )\S+/g)?.at(-1) ?? '';
    const { report, exitCode } = await call(['up', path, '--at', last]);
    expect({ verdict: report.verdict, exitCode }).toEqual({ verdict: 'passed', exitCode: 0 });
    expect(new Set(report.steps.map(({ source }) => source))).toEqual(new Set(['checkpoint']));
    await verifies(path);
    expect(await callLab(['down'], { env })).toMatchObject({ exitCode: 0 });
  });
}

async function verifies(path: string) {
  const { report, exitCode } = await call(['verify', path]);
  const last = report.steps.at(-1)?.id;
  expect(report).toMatchObject({ verdict: 'passed', position: last, firstWrong: null });
  expect(exitCode).toBe(0);
}

/** Types a script at a root shell of a host. */
async function type(host: string, script: string) {
  const { exitCode, stderr } = await callLab(['shell', host], { env, input: `set -e\n${script}\n` });
  expect(exitCode, stderr).toBe(0);
}
