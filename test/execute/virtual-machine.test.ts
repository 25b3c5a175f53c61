import { expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../runner/package-root.ts';
import { callLab, reportsOf } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { stableReport } from '../helpers/stable-report.ts';

const fixture = 'test/fixtures/session/everything';

test(
  'a virtual machine gives the report that this machine gives',
  async ({ skip }) => {
    if (noMachines) skip(noMachines);
    const ended = await callLab(['run', `${fixture}.md`, '--reporter', 'json', '--yes']);
    const [report] = reportsOf(ended);
    if (!report) throw new Error(`No report: ${ended.stderr}`);
    expect(report.engine).toMatch(/^(?:kvm|uml|tcg)$/);
    const expected = readFileSync(join(packageRoot, `${fixture}.json`), 'utf8');
    expect(stableReport({ ...report, engine: null })).toBe(expected);
    expect(ended.exitCode).toBe(1);
  },
  // Where the image of the hosts is not in the cache yet, it is built first.
  900_000,
);
