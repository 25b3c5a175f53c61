import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callLab } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { makePlace, type Place } from '../helpers/place.ts';
import { killAt, momentsOf } from './kill-at-moments.ts';

let place: Place;
let lab: string;

/** The user's own cache gets what the tests link from, which may take a build. */
const warmLimitMs = 900_000;
const limitMs = 300_000;

const moments = momentsOf([
  { name: 'before anything', from: null, spanMs: 300 },
  { name: 'start', from: ({ event }) => event === 'progress', spanMs: 10_000 },
  { name: 'steps', from: ({ event }) => event === 'output', spanMs: 3000 },
  { name: 'teardown', from: ({ event }) => event === 'step-end', spanMs: 150 },
]);

/** Two hosts with a segment between them; one is at work in the background. */
const text = `---
title: Killed
hosts:
  host1: { memory: 128M, networks: [front: 10.0.0.1/24] }
  host2: { memory: 128M, networks: [front: 10.0.0.2/24] }
---

## Work

\`\`\`sh host=host2 background
while date; do sleep 0.1; done
\`\`\`

\`\`\`sh host=host1
ping -c 3 10.0.0.2
\`\`\`
`;

describe.skipIf(noMachines !== null)(
  `killed while running${noMachines === null ? '' : ` (${noMachines})`}`,
  () => {
    beforeAll(async () => {
      place = makePlace();
      lab = join(place.folder, 'lab.md');
      writeFileSync(lab, text);
      for (const options of [
        ['--from', 'work'],
        ['--engine', 'uml'],
      ])
        expect((await callLab(['run', lab, ...options, '--yes'])).exitCode).toBe(0);
      place.warm(['images', 'mirrors', 'engines']);
    }, warmLimitMs);

    afterAll(() => {
      place.remove();
    });

    // With --from hosts are saved, or had from a checkpoint.
    describe.each([[['--from', 'work']], [['--engine', 'uml']]])('lab run %j', (options) => {
      for (const moment of moments)
        test(moment.title, () => killAt({ moment, lab, options, place }), limitMs);
    });
  },
);
