import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../runner/package-root.ts';
import { callLab, reportsOf } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { stableReport } from '../helpers/stable-report.ts';

const fixture = 'test/fixtures/machine/containers';

// --from takes an engine that keeps checkpoints: `iptables` is iptables-nft there, and iptables-legacy under uml.
test.skipIf(noMachines !== null).each([
  { on: 'a whole kernel', words: ['--from', 'install'] },
  { on: 'user-mode Linux', words: ['--engine', 'uml'] },
])(
  `blocks and checks in a container, and the kernel tables of it and its host, on $on${noMachines === null ? '' : ` (${noMachines})`}`,
  async ({ words }) => {
    const ended = await callLab(['run', `${fixture}.md`, ...words, '--reporter', 'json']);
    const [report] = reportsOf(ended);
    if (!report) throw new Error(`No report: ${ended.stderr}`);
    const expected = readFileSync(join(packageRoot, `${fixture}.json`), 'utf8');
    expect(stableReport({ ...report, engine: null })).toBe(expected);
    expect(ended.exitCode).toBe(1);

    const found = (place: string) => readFileSync(join(report.evidence ?? '', `hosts/${place}.txt`), 'utf8');
    expect(found('host1')).toMatch(/TCP +10\.0\.0\.100:80 rr/);
    expect(found('host1')).toMatch(/-A PREROUTING -d 10\.0\.0\.100\/32 .* -j REDIRECT/);
    expect(found('host1')).toMatch(/^c1 +RUNNING/m);
    expect(found('host1.c1')).toMatch(/TCP +10\.0\.0\.200:80 wlc/);
    expect(found('host1.c1')).toContain('-A INPUT -p udp -m udp --dport 53 -j DROP');
    expect(found('host1.c1')).not.toContain('10.0.0.100');
  },
  // Where the image of the hosts is not in the cache yet, it is built first.
  900_000,
);
