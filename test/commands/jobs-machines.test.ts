import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../runner/execute/events.ts';
import { callLab, eventsOf, reportsOf, startLab } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { makePlace, type Place } from '../helpers/place.ts';
import { sh } from '../helpers/write-lab.ts';
import { hearEvent } from './hear-event.ts';

const limitMs = 900_000;
let place: Place;
let paths: string[];

/** Two tiny labs, in whose hosts nothing tells one from the other but the boot. */
function writeLabs(): string[] {
  return ['one', 'other'].map((name) => {
    const path = join(place.folder, `${name}.md`);
    const body = sh('cat /proc/sys/kernel/random/boot_id', 'id=boot') + sh('sleep 3', 'id=sleep');
    writeFileSync(path, `---\ntitle: ${name}\nhosts: { host1: { memory: 128M } }\n---\n\n## Step\n\n${body}`);
    return path;
  });
}

describe.skipIf(noMachines !== null)(
  `labs side by side on virtual machines${noMachines === null ? '' : ` (${noMachines})`}`,
  () => {
    beforeAll(async () => {
      place = makePlace();
      paths = writeLabs();
      expect((await callLab(['run', ...paths.slice(0, 1), '--yes'])).exitCode).toBe(0);
      place.warm(['images', 'mirrors', 'engines']);
    }, limitMs);
    afterAll(() => {
      place.remove();
    });
    const start = (...more: string[]) =>
      startLab(['run', ...paths, '--jobs', '2', '--reporter', 'json', '--yes', ...more], { env: place.env });

    test(
      'are under way at once, and each has its own',
      async () => {
        const ended = await start().ended;
        expect(reportsOf(ended).map(({ verdict }) => verdict)).toEqual(['passed', 'passed']);
        const events = eventsOf(ended) as (RunEvent & { run: number })[];
        const boots = events.flatMap((event) =>
          event.event === 'output' && event.block === 'boot' ? [[event.run, event.text]] : [],
        );
        expect(new Set(boots.map(([run]) => run)).size).toBe(2);
        expect(new Set(boots.map(([, id]) => id)).size).toBe(2);
        // The second begins before the first is over.
        const begun = events.filter(({ event }) => event === 'start' || event === 'report');
        expect(begun.map(({ event }) => event)).toEqual(['start', 'start', 'report', 'report']);
        expect(place.leftovers()).toEqual([]);
      },
      limitMs,
    );

    test(
      'all end with one Ctrl-C, and leave nothing behind',
      async () => {
        const { child, ended } = start();
        let begun = 0;
        await hearEvent(child.stdout, ({ event }) => event === 'block-start' && ++begun === 2);
        child.kill('SIGINT');
        expect((await ended).exitCode).toBe(130);
        const aborted = eventsOf(await ended).filter(({ event }) => event === 'aborted');
        expect(aborted).toMatchObject([{ lab: 'one' }, { lab: 'other' }]);
        expect(place.processes()).toEqual([]);
        expect(place.leftovers()).toEqual([]);
      },
      limitMs,
    );
  },
);
