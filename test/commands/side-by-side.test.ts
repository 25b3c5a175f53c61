import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callLab, type Ended, eventsOf, startLab } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { makePlace, type Place } from '../helpers/place.ts';
import { hearEvent } from './hear-event.ts';

let place: Place;
let lab: string;
const limitMs = 900_000;

/** The same names, segments and addresses in both runs; each boot has an id of its own (random(4)). */
const text = `---
title: Side by side
hosts:
  host1: { memory: 128M, networks: [front: 10.0.0.1/24] }
  host2: { memory: 128M, networks: [front: 10.0.0.2/24] }
---

## Meet

\`\`\`sh host=host2 id=peer
cat /proc/sys/kernel/random/boot_id
\`\`\`

\`\`\`sh host=host2 background
while nc -l -p 7000 -q 0 < /proc/sys/kernel/random/boot_id; do :; done
\`\`\`

\`\`\`sh host=host1 id=asked timeout=5m
for turn in 1 2 3 4 5; do
  until nc -w 5 10.0.0.2 7000 < /dev/null; do sleep 0.2; done
done
\`\`\`
`;

/** The lines that a block printed. */
function linesOf(ended: Ended, block: string): string[] {
  const events = eventsOf(ended).flatMap((event) => (event.event === 'output' ? [event] : []));
  const said = events.filter((event) => event.block === block).map((event) => event.text);
  return said.join('').trim().split('\n');
}

describe.skipIf(noMachines !== null)(
  `two runs at once${noMachines === null ? '' : ` (${noMachines})`}`,
  () => {
    beforeAll(async () => {
      place = makePlace();
      lab = join(place.folder, 'lab.md');
      writeFileSync(lab, text);
      expect((await callLab(['run', lab, '--yes'])).exitCode).toBe(0);
      place.warm(['images', 'mirrors', 'engines']);
    }, limitMs);

    afterAll(() => {
      place.remove();
    });

    test(
      'of the same lab do not meet, and no sweep touches them',
      async () => {
        const calls = [1, 2].map(() =>
          startLab(['run', lab, '--reporter', 'json', '--yes'], { env: place.env }),
        );
        // The one whose hosts are up first waits for the other; else it might be over by then.
        await Promise.all(
          calls.map(async ({ child }) => {
            await hearEvent(child.stdout, ({ event }) => event === 'start');
            child.kill('SIGSTOP');
          }),
        );
        const { stdout } = await callLab(['clean', '--all'], {
          env: { ...place.env, XDG_STATE_HOME: place.folder },
        });
        for (const { child } of calls) child.kill('SIGCONT');
        expect(stdout).toContain('Left 2 runs alone that are alive.');
        expect(stdout).toContain('Left checkpoints, images and mirrors alone');
        const ended = await Promise.all(calls.map((call) => call.ended));
        expect(ended.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
        const peers = ended.map((one) => linesOf(one, 'peer').join());
        expect(new Set(peers).size).toBe(2);
        for (const [index, one] of ended.entries())
          expect(new Set(linesOf(one, 'asked'))).toEqual(new Set([peers[index]]));
        expect(place.processes()).toEqual([]);
        expect(place.leftovers()).toEqual([]);
      },
      limitMs,
    );
  },
);
