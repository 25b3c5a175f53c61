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

const image = momentsOf([
  { name: 'lists and downloads', from: null, spanMs: 4000 },
  { name: 'unpacking', from: says('image', /^unpacking/), spanMs: 12_000 },
]);
const imageEnd = momentsOf([
  { name: 'making the disk image', from: says('image', /^making the disk/), spanMs: 6000 },
]);
const mirror = momentsOf([{ name: 'mirror', from: says('mirror', /./), spanMs: 4000 }]);
const trial = momentsOf([{ name: 'engine trial', from: says('engine', /./), spanMs: 15_000 }]);

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

    test.each(image)('the image: $title', (moment) => killAt({ moment, lab, place }), limitMs);
    test.each(imageEnd)('the image: $title', (moment) => killAt({ moment, lab, place }), limitMs);

    test.each(mirror)(
      '$title',
      async (moment) => {
        place.cool(['images', 'mirrors']);
        place.warm(['images']);
        await killAt({ moment, lab, place });
      },
      limitMs,
    );

    test.each(trial)(
      '$title',
      async (moment) => {
        place.cool(['images', 'mirrors', 'engines']);
        place.warm(['images', 'mirrors']);
        await killAt({ moment, lab, place });
      },
      limitMs,
    );
  },
);
