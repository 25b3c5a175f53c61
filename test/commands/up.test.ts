import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callLab, program, reportsOf } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { sh } from '../helpers/write-lab.ts';

/** The first start builds the image; without KVM a boot takes ten seconds, on a busy machine a minute. */
const upLimitMs = 900_000;
const askLimitMs = 120_000;

const checks = (item: string) => `\`\`\`yaml check\n- ${item}\n\`\`\`\n\n`;
const document = [
  '---\ntitle: Words\nhosts: { host1: { memory: 256M } }\n---\n',
  '## Folder\n',
  sh('mkdir work\ncd work\nword=hello'),
  checks('{ file: /root/work, id: folder }'),
  '## Word\n',
  sh('echo "$word" > word'),
  checks('{ file: /root/work/word, id: word, contains: hello }'),
].join('\n');

describe.skipIf(noMachines !== null)(
  `a lab that is up${noMachines === null ? '' : ` (${noMachines})`}`,
  () => {
    let folder: string;
    let env: Record<string, string>;
    // A runtime folder of its own: no other lab of this user is up there.
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'lab-up-'));
      env = { XDG_RUNTIME_DIR: folder, XDG_STATE_HOME: join(folder, 'state') };
      writeFileSync(join(folder, 'words.md'), document);
    });
    afterAll(async () => {
      await callLab(['down', '--all'], { cwd: folder, env });
      rmSync(folder, { recursive: true });
    });

    const call = (...args: string[]) => callLab(args, { cwd: folder, env });
    const type = (input: string) =>
      execa('node', [program, 'shell'], { cwd: folder, env, input, reject: false });

    test('comes up at a step and is there when the call has ended', { timeout: upLimitMs }, async () => {
      const { exitCode, stderr } = await call('up', 'words.md', '--at', 'folder', '--yes');
      expect(stderr).toBe(
        'lab: The hosts of words stay up. A terminal there: lab shell · end them: lab down\n',
      );
      expect(exitCode).toBe(0);
      const { stdout } = await call('status', '--reporter', 'json');
      expect(JSON.parse(stdout)).toMatchObject({
        lab: 'words',
        document: join(folder, 'words.md'),
        step: 'folder',
        hosts: [{ name: 'host1', isUp: true, memoryMiB: 256 }],
      });
      expect((await call('status')).stdout).toMatch(
        /^words {2}Words\n.*\n {2}up since .* after step folder\n {2}host1 {2}up, 256 MiB/,
      );
    });

    test('does not come up twice', { timeout: askLimitMs }, async () => {
      const { exitCode, stderr } = await call('up', 'words.md');
      expect(exitCode).toBe(2);
      expect(stderr).toContain('words is up already');
    });

    test('runs what comes on standard input, several at once', { timeout: askLimitMs }, async () => {
      const waiting = type('until [ -e /tmp/said ]; do sleep 0.1; done; cat /tmp/said; exit 5');
      const saying = type('pwd; echo so > /tmp/new; mv /tmp/new /tmp/said');
      expect(await saying).toMatchObject({ stdout: '/root', exitCode: 0 });
      expect(await waiting).toMatchObject({ stdout: 'so', exitCode: 5 });
    });

    test(
      'is judged without a name, and goes on in the sessions that the steps left',
      { timeout: askLimitMs },
      async () => {
        const before = await call('verify', '--reporter', 'json');
        expect(reportsOf(before).at(-1)).toMatchObject({ position: 'folder', firstWrong: 'word' });
        expect(before.exitCode).toBe(1);
        // `work` and `$word` are known in the session only.
        expect((await call('solve')).exitCode).toBe(0);
        expect(await call('verify', '--reporter', 'plain')).toMatchObject({ exitCode: 0 });
      },
    );

    test('a host that died is broken, not wrong', { timeout: askLimitMs }, async () => {
      await type('echo c > /proc/sysrq-trigger');
      expect((await call('status')).stdout).toContain('host1  has died');
      expect((await call('verify')).exitCode).toBe(3);
      expect(await type('true')).toMatchObject({ exitCode: 3 });
    });

    test('goes down without a trace', { timeout: askLimitMs }, async () => {
      expect(await call('down')).toMatchObject({ exitCode: 0, stdout: 'words is down.\n' });
      expect(
        readdirSync(join(folder, `lab-${process.getuid?.() ?? 0}`)).filter((name) => name.startsWith('run-')),
      ).toEqual([]);
      expect((await call('status')).stdout).toContain('No lab is up');
      expect((await call('down')).exitCode).toBe(2);
    });

    const sources = (ended: { stdout: string }) =>
      reportsOf(ended)
        .at(-1)
        ?.steps.map(({ source }) => source);

    test('comes up again as it was, without a block being run', { timeout: upLimitMs }, async () => {
      // Prose is in no key; the session is as the step left it.
      writeFileSync(join(folder, 'words.md'), document.replace('## Word', 'More of it.\n\n## Word'));
      const again = await call('up', 'words.md', '--at', 'folder', '--reporter', 'json');
      expect(again.exitCode).toBe(0);
      expect(sources(again)).toEqual(['checkpoint', 'ran']);
      expect((await call('solve')).exitCode).toBe(0);
      expect((await call('verify')).exitCode).toBe(0);
    });

    test('has the time of day', { timeout: askLimitMs }, async () => {
      const { stdout } = await type('date +%s');
      expect(Math.abs(Number(stdout) - Date.now() / 1000)).toBeLessThan(20);
    });

    test('goes back to where it came up', { timeout: upLimitMs }, async () => {
      await type('rm -r work');
      expect((await call('reset', '--reporter', 'json')).exitCode).toBe(0);
      expect(reportsOf(await call('verify', '--reporter', 'json')).at(-1)).toMatchObject({
        position: 'folder',
      });
    });

    test(
      'says how to begin a step anew that cannot be solved as it stands',
      { timeout: upLimitMs },
      async () => {
        await type('mkdir work/word');
        const { stdout, exitCode } = await call('solve', '--reporter', 'plain');
        expect(stdout).toContain('“Word” may have been begun already');
        expect(stdout).toContain('To begin the step anew: lab reset folder\n');
        expect(exitCode).toBe(1);
        expect(await call('reset', 'folder')).toMatchObject({ exitCode: 0 });
        expect((await call('solve')).exitCode).toBe(0);
        expect((await call('down')).exitCode).toBe(0);
      },
    );

    test('a run begins at a step, or runs all of them', { timeout: upLimitMs }, async () => {
      const from = await call('run', 'words.md', '--from', 'word', '--reporter', 'json');
      expect(reportsOf(from).at(-1)).toMatchObject({ verdict: 'passed' });
      expect(sources(from)).toEqual(['checkpoint', 'ran']);
      expect(sources(await call('run', 'words.md', '--fresh', '--reporter', 'json'))).toEqual(['ran', 'ran']);
    });
  },
);
