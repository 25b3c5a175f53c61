import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Check, Step } from '../../runner/document/lab.ts';
import { readLab } from '../../runner/document/read.ts';
import type { Host } from '../../runner/hosts/host.ts';
import { openLocalHost } from '../../runner/hosts/local/index.ts';
import { packageRoot } from '../../runner/package-root.ts';
import { callLab, program, reportsOf } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { prepare, sitDown, type Typist } from '../helpers/typist.ts';
import { typeBlock } from './type-block.ts';

const hangMs = 20 * 60_000;
/** How long a learner looks on while a service starts or an address comes, without KVM. */
const patience = { timeout: 3 * 60_000, interval: 500 };

const path = join('labs', '01-lxc-basics.md');

describe.skipIf(noMachines)('lab 01, typed by hand', () => {
  let folder: string;
  let env: Record<string, string>;
  let here: Host;
  let typist: Typist;
  beforeAll(async () => {
    // Short: sockets lie in it (unix(7)).
    folder = mkdtempSync('/tmp/up-');
    env = { XDG_RUNTIME_DIR: folder };
    here = openLocalHost({ name: 'here' });
    expect(await callLab(['up', path], { env })).toMatchObject({ exitCode: 0 });
    typist = await sitDown(here, { columns: 200 });
    typist.type(`XDG_RUNTIME_DIR=${folder} node ${program} shell host1\n`);
    await prepare(typist);
  }, hangMs);
  afterAll(async () => {
    await callLab(['down', '--all'], { env });
    await here.dispose();
    rmSync(folder, { recursive: true });
  }, hangMs);

  test('is verified step by step', { timeout: hangMs }, async () => {
    const { lab } = readLab({ path: join(packageRoot, path) });
    if (!lab) throw new Error(`Cannot read ${path}`);
    for (const step of lab.steps) {
      await typeStep(step);
      const passed = step === lab.steps.at(-1);
      await expect
        .poll(verify, { ...patience, message: `after ${step.id}` })
        .toMatchObject({ position: step.id, exitCode: passed ? 0 : 1 });
    }
  });

  /** Types the blocks of a step; a check between two of them has to hold before the next. */
  async function typeStep({ id, items }: Step) {
    const waiting: Check[] = [];
    for (const item of items) {
      if (item.kind === 'check') {
        waiting.push(item);
        continue;
      }
      if (waiting.length > 0) await expect.poll(() => failing(id, waiting), patience).toEqual([]);
      waiting.length = 0;
      const status = await typeBlock(typist, item);
      if (item.kind === 'shell') expect({ block: item.id, exit: status }).toEqual({ block: item.id, exit: item.exit });
    }
  }

  async function verify(args: readonly string[] = []) {
    const ended = await callLab(['verify', path, ...args, '--reporter', 'json'], { env });
    const [report] = reportsOf(ended);
    if (!report) throw new Error(`No report: ${ended.stderr}`);
    const { position, firstWrong, steps } = report;
    return { position, firstWrong, steps, exitCode: ended.exitCode };
  }

  /** Those of some checks of a step that do not hold. */
  async function failing(step: string, checks: readonly Check[]) {
    const { steps } = await verify(['--step', step]);
    const wrong = steps.flatMap((each) => each.checks).filter(({ verdict }) => verdict !== 'passed');
    return wrong.map(({ id }) => id).filter((id) => checks.some((check) => check.id === id));
  }
});
