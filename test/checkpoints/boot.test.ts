import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { savedStatesFolder } from '../../runner/hosts/vm/saved-states.ts';
import { callLab, eventsOf, reportsOf } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { sh } from '../helpers/write-lab.ts';

const hangMs = 900_000;

describe.skipIf(noMachines !== null)(
  `hosts that have booted${noMachines === null ? '' : ` (${noMachines})`}`,
  () => {
    const title = `Say ${randomUUID()}`;
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'lab-boot-'));
      const block = sh(`# ${title}\ncat /proc/sys/kernel/random/boot_id\nhead -c 12 /dev/urandom | base64`);
      writeFileSync(
        join(folder, 'boot.md'),
        `---\ntitle: Boot\nhosts: { host1: { memory: 192M } }\n---\n\n## ${title}\n\n<!-- step: say -->\n\n${block}`,
      );
    });
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    // With --from an engine that keeps checkpoints is taken.
    async function run(...options: string[]) {
      const ended = await callLab(
        [
          'run',
          'boot.md',
          '--yes',
          '--reporter',
          'json',
          ...options,
          ...(options.length > 0 ? [] : ['--from', 'say']),
        ],
        {
          cwd: folder,
          env: { XDG_RUNTIME_DIR: folder, XDG_STATE_HOME: join(folder, 'state') },
        },
      );
      expect(ended.exitCode).toBe(0);
      const output = eventsOf(ended).flatMap((event) => (event.event === 'output' ? [event.text] : []));
      const [boot = '', random = ''] = output.join('').split('\n');
      return { boot, random, source: reportsOf(ended).at(-1)?.steps[0]?.source };
    }

    test(
      'are there for the next run, which runs every block and knows other secrets',
      { timeout: hangMs },
      async () => {
        const [first, second, fresh] = [await run(), await run(), await run('--fresh')];
        expect([first, second, fresh].map(({ source }) => source)).toEqual(['ran', 'ran', 'ran']);
        expect(second.boot).toBe(first.boot);
        expect(second.random).not.toBe(first.random);
        expect(fresh.boot).not.toBe(first.boot);
      },
    );

    test('are saved again after a step whose memory had to make room', { timeout: hangMs }, async () => {
      await run();
      const states = readdirSync(savedStatesFolder()).map((name) => join(savedStatesFolder(), name));
      const isOurs = (state: string) =>
        existsSync(join(state, 'checkpoint.json')) &&
        readFileSync(join(state, 'checkpoint.json'), 'utf8').includes(title);
      const [memory = ''] = states.filter(isOurs).map((state) => join(state, 'host1.memory'));
      rmSync(memory);
      await run();
      expect(existsSync(memory)).toBe(true);
    });
  },
);
