import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Host } from '../../runner/hosts/host.ts';
import { openLocalHost } from '../../runner/hosts/local/index.ts';
import { callLab, program } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { sitDown, type Typist } from '../helpers/typist.ts';
import { sh } from '../helpers/write-lab.ts';

const hangMs = 900_000;
/** Without KVM, on a machine that is busy with other tests. */
const patience = { patienceMs: 120_000 };
const idle = 'q quit';

/** With a text that no run before it had. The second step fails at its second block. */
const document = [
  '---\ntitle: Words\nhosts: { host1: { memory: 256M } }\n---\n',
  '## Folder\n',
  sh(`mkdir work # ${randomUUID()}\ncd work`),
  '## Word\n',
  sh('echo hello > word'),
  sh('rm word\nfalse', 'id=failing'),
].join('\n');

describe.skipIf(noMachines !== null)(
  `hosts after a failure${noMachines === null ? '' : ` (${noMachines})`}`,
  { timeout: hangMs },
  () => {
    let folder: string;
    let env: Record<string, string>;
    let here: Host;
    let typist: Typist;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'lab-keys-'));
      env = { XDG_RUNTIME_DIR: folder, XDG_STATE_HOME: join(folder, 'state') };
      writeFileSync(join(folder, 'words.md'), document);
      here = openLocalHost({ name: 'here' });
      typist = await sitDown(here, { columns: 120 });
      typist.type(`cd ${folder}; export XDG_RUNTIME_DIR=$PWD XDG_STATE_HOME=$PWD/state\n`);
      await typist.see('ready> ');
    });
    afterAll(async () => {
      await callLab(['down', '--all'], { env });
      await here.dispose();
      rmSync(folder, { recursive: true });
    });

    const call = (...args: string[]) => callLab(args, { cwd: folder, env });
    const type = (input: string) => callLab(['shell'], { cwd: folder, env, input });

    test('lab dev runs the step again, has a shell there, and keeps them', async () => {
      typist.type(`node ${program} dev words.md --yes; echo "en"ded $?\n`);
      expect(await typist.see(idle, { patienceMs: hangMs })).toContain('failing');
      typist.type('r');
      const again = await typist.see(idle, patience);
      expect(again).toContain('from a checkpoint');
      expect(again).toContain('failing');
      typist.type('s');
      await typist.see('root@host1', patience);
      typist.type('cat work/word || echo go"ne"; exit\n');
      await typist.see('gone', patience);
      await typist.see(idle, patience);
      typist.type('k');
      await typist.see('stay up', patience);
      await typist.see(idle, patience);
      typist.type('q');
      await typist.see('ended 1', patience);
      await typist.see('ready> ');
    });

    test('lab reset goes back to before the block that failed', async () => {
      expect((await type('[ ! -e work/word ]')).exitCode).toBe(0);
      const { exitCode, stderr } = await call('reset');
      expect({ exitCode, stderr }).toMatchObject({
        exitCode: 0,
        stderr: expect.stringContaining('stay up') as string,
      });
      expect((await type('cat work/word')).stdout).toBe('hello\n');
      const { stdout } = await call('status', '--reporter', 'json');
      expect(JSON.parse(stdout)).toMatchObject({ step: 'folder', failed: { step: 'word', item: 'failing' } });
      // Again, from the checkpoint that the first time made.
      await type('rm work/word');
      expect((await call('reset')).exitCode).toBe(0);
      expect((await type('cat work/word')).stdout).toBe('hello\n');
    });

    test('or to after a step', async () => {
      expect((await call('reset', 'folder')).exitCode).toBe(0);
      expect((await type('ls work')).stdout).toBe('');
      expect((await call('down')).exitCode).toBe(0);
    });

    test('lab run keeps them where it failed', async () => {
      const { exitCode, stderr } = await call('run', 'words.md', '--on-failure', 'keep');
      expect(exitCode).toBe(1);
      expect(stderr).toContain('back to before what failed: lab reset');
      expect((await call('reset')).exitCode).toBe(0);
      expect((await type('cat work/word')).stdout).toBe('hello\n');
      expect((await call('down')).exitCode).toBe(0);
    });
  },
);
