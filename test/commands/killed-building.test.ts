import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callLab } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { makePlace, type Place } from '../helpers/place.ts';
import { killAt, momentsOf, type Phase } from './kill-at-moments.ts';

let place: Place;
let lab: string;

/** The user's own cache gets what the tests link from, which may take a build; then the start is awaited no longer. */
const warmLimitMs = 900_000;
const limitMs = 300_000;

const says = (activity: string, pattern: RegExp): Phase['from'] => {
  return (event) => event.event === 'progress' && event.activity === activity && pattern.test(event.message);
};

const kinds = ['images', 'mirrors', 'engines'];

/** What the cache has already, and the phases that follow. */
const parts = [
  {
    present: [],
    moments: momentsOf([
      { name: 'lists and downloads', from: null, spanMs: 4000 },
      { name: 'unpacking the image', from: says('image', /^unpacking the base/), spanMs: 12_000 },
      { name: 'packing the image', from: says('image', /^making the disk/), spanMs: 6000 },
    ]),
  },
  { present: ['images'], moments: momentsOf([{ name: 'mirror', from: says('mirror', /./), spanMs: 4000 }]) },
  {
    present: ['images', 'mirrors'],
    moments: momentsOf([{ name: 'engine trial', from: says('engine', /./), spanMs: 15_000 }]),
  },
];

describe.skipIf(noMachines !== null)(
  `killed while building${noMachines === null ? '' : ` (${noMachines})`}`,
  () => {
    beforeAll(async () => {
      place = makePlace();
      lab = join(place.folder, 'lab.md');
      writeFileSync(lab, '---\ntitle: Killed\npackages: [ipvsadm]\n---\n\n## Step\n\n```sh\ntrue\n```\n');
      expect((await callLab(['run', lab, '--yes'])).exitCode).toBe(0);
    }, warmLimitMs);

    afterAll(() => {
      place.remove();
    });

    for (const { present, moments } of parts)
      for (const moment of moments)
        test(
          moment.title,
          async () => {
            place.cool(kinds);
            place.warm(present);
            await killAt({ moment, lab, place });
          },
          limitMs,
        );
  },
);
