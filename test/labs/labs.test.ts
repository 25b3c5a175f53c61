import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../runner/package-root.ts';
import { callLab, reportsOf } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';

const documents = readdirSync(join(packageRoot, 'labs')).filter((name) => name.endsWith('.md'));

/** A limit for what hangs, far above what a lab takes without KVM. */
const hangMs = 20 * 60_000;

describe.skipIf(noMachines)(`labs on virtual machines${noMachines === null ? '' : ` (${noMachines})`}`, () => {
  test.each(documents)('%s passes', { timeout: hangMs }, async (name) => {
    const ended = await callLab(['run', join('labs', name), '--reporter', 'json']);
    const [report] = reportsOf(ended);
    const failed = report?.steps.flatMap(({ blocks, checks }) =>
      [...blocks, ...checks].filter(({ verdict }) => verdict !== 'passed'),
    );
    expect(failed).toEqual([]);
    expect(report?.verdict).toBe('passed');
    expect(ended.exitCode).toBe(0);
  });
});
