import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callLab, eventsOf, program } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { makePlace, type Place } from '../helpers/place.ts';

let place: Place;
let lab: string;
const limitMs = 900_000;

const mounts = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
const why =
  noMachines ?? (mounts || process.env['CI'] === 'true' ? null : 'small disks take root, to mount them');

const text = `---
title: Full
hosts:
  host1: { memory: 128M }
---

## Fill

\`\`\`sh timeout=10m
dd if=/dev/zero of=/root/large bs=1M count=400
sync
\`\`\`
`;

/** Runs the lab with a small disk mounted on one of the place's folders; what is left on it is listed at the end. */
async function runOn({
  folder,
  options,
  engine = [],
  besides = '',
}: {
  folder: string;
  options: string;
  /** Words of the call that choose one. */
  engine?: readonly string[];
  /** Shell commands that run beside it. */
  besides?: string;
}) {
  const path = resolve(place.folder, folder);
  mkdirSync(path, { recursive: true });
  const script = `mount -t tmpfs -o "$1" none "$2" && shift 2 || exit
    { ${besides || ':'}; } &
    node "$@" --reporter json; status=$?; find "${path}" -name 'run-*' -o -name '*.building-*' >&2; exit $status`;
  const words = ['--mount', 'sh', '-c', script, 'sh', options, path, program, 'run', lab, ...engine, '--yes'];
  const env = { ...place.env, NO_COLOR: undefined, CI: undefined };
  const { exitCode, stdout, stderr } = await execa('unshare', words, { env, reject: false });
  const broken = eventsOf({ stdout }).flatMap((event) => (event.event === 'broken' ? [event.message] : []));
  const notes = eventsOf({ stdout }).flatMap((event) => (event.event === 'note' ? [event.message] : []));
  return { exitCode, broken, notes, stderr };
}

describe.skipIf(why !== null)(`a full disk${why === null ? '' : ` (${why})`}`, () => {
  beforeAll(async () => {
    place = makePlace();
    lab = join(place.folder, 'lab.md');
    writeFileSync(lab, text.replace('400', '1'));
    expect((await callLab(['run', lab, '--yes'])).exitCode).toBe(0);
    writeFileSync(lab, text);
  }, limitMs);

  afterAll(() => {
    place.remove();
  });

  test.each([
    { what: 'nothing', options: 'size=2m' },
    { what: 'half of what a build takes', options: 'size=500m' },
  ])(
    'under a build, with room for $what: the run is broken and says which disk',
    async ({ options }) => {
      const { exitCode, broken, stderr } = await runOn({ folder: 'c', options });
      const message: unknown = expect.stringMatching(
        /^Cannot build in \S+\/c\/lab\/images: the disk is full/,
      );
      expect({ exitCode, broken, stderr }).toEqual({ exitCode: 3, broken: [message], stderr: '' });
      expect(place.processes()).toEqual([]);
      expect(place.leftovers()).toEqual([]);
    },
    limitMs,
  );

  test.each([
    {
      what: 'the disks of hosts',
      folder: 'c/lab/runs',
      options: 'size=40m',
      says: /^host1: the disk of \S+\/runs\/\S+ is full/,
      engine: ['--from', 'fill'],
    },
    {
      what: 'the disks of hosts of user-mode Linux',
      folder: 'c/lab/runs',
      options: 'size=40m',
      says: /^host1: the disk of \S+\/runs\/\S+ is full/,
      engine: ['--engine', 'uml'],
    },
    {
      what: 'the memory of hosts of user-mode Linux',
      folder: '/dev/shm',
      options: 'size=160m',
      // Somebody else takes most of it once the host is up.
      besides:
        'until test -e "$XDG_RUNTIME_DIR"/lab-*/*/host1/port0; do sleep 0.1; done; head -c 100M /dev/zero >/dev/shm/other',
      says: /^(?:Cannot start )?host1: \/dev\/shm, where its memory lies, had no room left/,
      engine: ['--engine', 'uml'],
    },
    {
      what: 'sockets and logs',
      folder: 'r',
      options: 'nr_inodes=3',
      says: /^Cannot prepare the hosts: the disk of \S+\/r\/lab-\d+ is full/,
      engine: [],
    },
  ])(
    'under $what: the run is broken and says which disk',
    async ({ folder, options, says, engine, besides = '' }) => {
      place.warm(['images', 'mirrors', 'engines']);
      const { exitCode, broken, stderr } = await runOn({ folder, options, engine, besides });
      expect({ exitCode, broken, stderr }).toEqual({
        exitCode: 3,
        broken: [expect.stringMatching(says)],
        stderr: '',
      });
      expect(place.processes()).toEqual([]);
      expect(place.leftovers()).toEqual([]);
    },
    limitMs,
  );

  test(
    'under checkpoints: the run goes on without them, and says so once',
    async () => {
      place.warm(['images', 'mirrors', 'engines']);
      const { exitCode, broken, notes, stderr } = await runOn({
        folder: 'c/lab/checkpoints',
        options: 'size=100m',
        engine: ['--from', 'fill'],
      });
      expect({ exitCode, broken, stderr }).toEqual({ exitCode: 0, broken: [], stderr: '' });
      expect(notes).toEqual([
        expect.stringMatching(
          /^No checkpoint after the start, nor any later one: the disk of \S+ lacks room/,
        ),
      ]);
      expect(place.processes()).toEqual([]);
      expect(place.leftovers()).toEqual([]);
    },
    limitMs,
  );
});
