import { expect, test } from 'vitest';
import { exitStatus } from '../../runner/commands/exit-status.ts';
import { callLab, reportsOf } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { stableReport } from '../helpers/stable-report.ts';

test(
  'four hosts on three segments: weighted NAT, each type of check asked from one of another',
  async ({ skip }) => {
    if (noMachines) skip(noMachines);
    const ended = await callLab(['run', 'test/fixtures/machine/four-hosts.md', '--reporter', 'json']);
    const [report] = reportsOf(ended);
    if (!report) throw new Error(`No report: ${ended.stderr}`);
    const stable = stableReport({ ...report, engine: null });
    await expect(stable).toMatchFileSnapshot('../fixtures/machine/four-hosts.json');
    expect(ended.exitCode).toBe(exitStatus([report]));
  },
  // Where the image of the hosts is not in the cache yet, it is built first.
  900_000,
);
