import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lab } from '../../runner/document/lab.ts';
import type { RunEvent } from '../../runner/execute/events.ts';
import { execute } from '../../runner/execute/index.ts';
import { type OpenHosts, openHosts } from '../../runner/hosts/index.ts';
import { labOf } from '../document/parse.ts';
import { noMachines } from '../helpers/machines.ts';
import { machinesOf } from '../hosts/vm/descendants.ts';

/** The first run builds image and mirror; without KVM a boot takes ten seconds, on a busy machine a minute. */
const startLimitMs = 900_000;

const busySeconds = 25;

/** All CPUs, all memory and the disk are taken, for longer than a silence may last. */
const busy = `
for each in 1 2 3 4; do timeout ${busySeconds} sh -c 'while :; do :; done' & done
timeout ${busySeconds} sh -c 'while :; do tail /dev/zero; done' &
timeout ${busySeconds} sh -c 'while :; do dd if=/dev/zero of=/var/tmp/full bs=1M count=100; done' &
wait
cat /proc/self/oom_score_adj
echo words on the console > /dev/console`;

const step = (title: string, host: string, text: string) =>
  `## ${title}\n\n\`\`\`sh host=${host} timeout=5m\n${text.trim()}\n\`\`\`\n\n`;

const lab: Lab = labOf(
  `---\ntitle: T\nhosts: { panics: { memory: 256M }, dies: { memory: 256M }, hangs: { memory: 256M } }\n---\n\n${[
    step('Busy', 'hangs', busy),
    step('Panic', 'panics', 'echo c > /proc/sysrq-trigger\nsleep 100'),
    step('Death', 'dies', 'sleep 100'),
    step('Hang', 'hangs', 'sleep 100'),
  ].join('')}`,
);

describe.skipIf(noMachines !== null)(
  `hosts that break in the middle${noMachines === null ? '' : ` (${noMachines})`}`,
  () => {
    let open: OpenHosts;
    const broken = new Set<string>();

    beforeAll(async () => {
      const { signal } = new AbortController();
      open = await openHosts({
        lab,
        targets: new Map(),
        engine: 'auto',
        // On QEMU's, for it is QEMU that is stopped and killed here; of user-mode Linux see test/hosts/vm/uml.
        savable: true,
        signal,
        onProgress: () => undefined,
      });
    }, startLimitMs);
    afterAll(() => (open as OpenHosts | undefined)?.dispose());

    /** Does one step on the hosts that are left; calls `meanwhile` as its block begins. */
    async function doStep(id: string, meanwhile: () => void = () => undefined) {
      const events: RunEvent[] = [];
      let sinceMs = performance.now();
      await execute({
        lab,
        steps: lab.steps.filter((each) => each.id === id),
        hosts: new Map([...open.hosts].filter(([name]) => !broken.has(name))),
        signal: new AbortController().signal,
        emit: (event) => {
          events.push(event);
          if (event.event !== 'block-start') return;
          sinceMs = performance.now();
          meanwhile();
        },
      });
      const end = events.find((event) => event.event === 'broken');
      if (end?.host) broken.add(end.host);
      return { events, broken: end, seconds: (performance.now() - sinceMs) / 1000 };
    }

    /** Sends a signal to the QEMU of a host. */
    const signalMachine = (host: string, signal: NodeJS.Signals) => () => {
      const pid = machinesOf(process.pid).find((each) =>
        readFileSync(`/proc/${each}/cmdline`, 'utf8').includes(`\0-name\0${host}\0`),
      );
      if (pid === undefined) throw new Error(`no QEMU of ${host}`);
      process.kill(pid, signal);
    };

    test('a host that is only busy is not broken', { timeout: 600_000 }, async () => {
      const { events, broken: end, seconds } = await doStep('busy');
      expect(end).toBeUndefined();
      expect(events.findLast(({ event }) => event === 'step-end')).toMatchObject({ verdict: 'passed' });
      expect(seconds).toBeGreaterThan(busySeconds);
      // Where memory is short, what a block started goes first, not the host's own services.
      expect(events.findLast(({ event }) => event === 'output')).toMatchObject({ text: '0\n' });
    });

    test('a kernel panic', { timeout: 60_000 }, async () => {
      const { broken: end, seconds } = await doStep('panic');
      expect(end).toMatchObject({ host: 'panics' });
      expect(end?.message).toMatch(/^panics: Kernel panic - not syncing: sysrq triggered crash/);
      expect(end?.console).toContain('Call Trace');
      expect(seconds).toBeLessThan(10);
    });

    test('a QEMU that is killed', { timeout: 60_000 }, async () => {
      const { broken: end, seconds } = await doStep('death', signalMachine('dies', 'SIGKILL'));
      expect(end).toMatchObject({ host: 'dies' });
      expect(end?.message).toBe('dies: its QEMU was killed');
      expect(seconds).toBeLessThan(10);
    });

    test('a host that hangs', { timeout: 60_000 }, async () => {
      const { broken: end, seconds } = await doStep('hang', signalMachine('hangs', 'SIGSTOP'));
      expect(end).toMatchObject({ host: 'hangs' });
      expect(end?.message).toMatch(/^hangs hangs: it has not answered for \d+ s$/);
      expect(end?.console).toContain('words on the console');
      expect(end?.console).toMatch(/its QEMU, process \d+, is in state T/);
      expect(seconds).toBeLessThan(30);
    });
  },
);
