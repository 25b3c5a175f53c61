import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callLab, eventsOf, startLab } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { makePlace, type Place } from '../helpers/place.ts';
import { hearEvent } from './hear-event.ts';

let place: Place;
let lab: string;
const limitMs = 900_000;

const text = `---
title: Killed
hosts:
  host1: { memory: 128M, networks: [front] }
  host2: { memory: 128M, networks: [front] }
---

## Work

\`\`\`sh host=host1 timeout=10m
echo under way
sleep 1000
\`\`\`
`;

const victims = [
  {
    who: 'a host',
    pattern: /^\d+ \S*qemu-system\S* -name host2 /,
    says: /^host2: its QEMU was killed/,
    // What rests on checkpoints takes an engine that keeps some, and those are QEMU's.
    engine: ['--from', 'work'],
  },
  {
    who: 'a user-mode Linux',
    pattern: /^\d+ \S*\/host2\/user-mode-linux /,
    says: /^host2: its user-mode Linux was killed/,
    engine: ['--engine', 'uml'],
  },
  {
    who: 'a switch',
    pattern: /^\d+ \S*vde_switch --sock/,
    says: /^host[12]: the switch of its segment front ended/,
    engine: [],
  },
  {
    who: 'the supervisor',
    pattern: /^\d+ sh \S*supervise\.sh/,
    says: /^host[12]: the supervisor of its run was killed/,
    engine: [],
  },
];

/** Without those that another of them started: each process of a guest is one here, by its kernel's name. */
function firstOf(lines: readonly string[]): string[] {
  const ids = lines.map((line) => Number.parseInt(line, 10));
  const isFirst = (id: number) => {
    try {
      const parent = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1];
      return !ids.includes(Number(parent));
    } catch {
      // It has ended meanwhile.
      return false;
    }
  };
  return lines.filter((_, index) => isFirst(ids[index] ?? 0));
}

describe.skipIf(noMachines !== null)(
  `what a run needs is killed${noMachines === null ? '' : ` (${noMachines})`}`,
  () => {
    beforeAll(async () => {
      place = makePlace();
      lab = join(place.folder, 'lab.md');
      writeFileSync(lab, text.replace('sleep 1000', ''));
      expect((await callLab(['run', lab, '--yes'])).exitCode).toBe(0);
      writeFileSync(lab, text);
      place.warm(['images', 'mirrors', 'engines']);
    }, limitMs);

    afterAll(() => {
      place.remove();
    });

    test.each(victims)(
      '$who: the run is broken within seconds, says who, and leaves nothing',
      async ({ pattern, says, engine }) => {
        const call = startLab(['run', lab, ...engine, '--reporter', 'json', '--yes'], { env: place.env });
        await hearEvent(call.child.stdout, ({ event }) => event === 'output');
        const [victim] = firstOf(place.processes().filter((line) => pattern.test(line)));
        expect(victim).toBeDefined();
        process.kill(Number.parseInt(victim ?? '', 10), 'SIGKILL');
        const killedMs = performance.now();
        const ended = await call.ended;
        // With what an engineer would look at first, asked of the hosts that still answer.
        expect(performance.now() - killedMs).toBeLessThan(20_000);
        expect(ended.exitCode).toBe(3);
        const broken = eventsOf(ended).flatMap((event) => (event.event === 'broken' ? [event.message] : []));
        expect(broken).toEqual([expect.stringMatching(says)]);
        await expect.poll(() => place.processes(), { timeout: 5000 }).toEqual([]);
        expect(place.leftovers()).toEqual([]);
      },
      limitMs,
    );
  },
);
