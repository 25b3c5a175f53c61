import { afterAll, describe, expect, test } from 'vitest';
import type { Look } from '../../../runner/hosts/host.ts';
import { openLocalHost } from '../../../runner/hosts/local/index.ts';

const host = openLocalHost({ name: 'here' });
afterAll(() => host.dispose());

const ask = (codes: readonly string[], options: Partial<Look> = {}) =>
  Promise.all(
    codes.map((code) => host.look({ code, container: null, view: 'host', timeoutMs: 10_000, ...options })),
  );
const there = { isThere: true, stdout: '', stderr: '', timedOut: false };

describe('looks', () => {
  test('give a status, output and errors, whatever bytes these have', async () => {
    expect(await ask([String.raw`(3, "a\0b\n1 2 3\n", 'もの')`, 'return 1', "(0, 'x' x 300_000)"])).toEqual([
      { ...there, exit: 3, stdout: 'a\0b\n1 2 3\n', stderr: 'もの' },
      { ...there, exit: 1 },
      { ...there, exit: 0, stdout: 'x'.repeat(300_000) },
    ]);
  });

  test('that are asked for at once are answered by one process', async () => {
    const pids = (await ask(['(0, $$)', '(0, $$)'])).map(({ stdout }) => stdout);
    expect(new Set(pids).size).toBe(1);
    const alone = await ask(['(0, $$)', '(0, $$)'], { waits: true });
    expect(new Set([...pids, ...alone.map(({ stdout }) => stdout)]).size).toBe(3);
  });

  test('start programs, whose output is theirs alone', async () => {
    expect(
      await ask(["program('bash', '-c', 'echo out; echo error >&2; exit 5')", "program('no-such')"]),
    ).toEqual([
      { ...there, exit: 5, stdout: 'out\n', stderr: 'error\n' },
      { ...there, exit: 127 },
    ]);
  });

  test('that go wrong say why, and the others are answered', async () => {
    const [wrong, dead, whole] = await ask(['(', "die 'no'", "(0, 'here')"]);
    expect([wrong?.exit, wrong?.stderr]).toEqual([255, expect.stringContaining('syntax error')]);
    expect([dead?.exit, dead?.stderr]).toEqual([255, expect.stringMatching(/^no at /)]);
    expect(whole).toEqual({ ...there, exit: 0, stdout: 'here' });
  });

  test('that take too long are over, and those after them are answered', async () => {
    const found = await ask(["(0, 'one')", 'sleep 100', "(0, 'three')"], { timeoutMs: 1000 });
    expect(found.map(({ stdout, timedOut }) => [stdout, timedOut])).toEqual([
      ['one', false],
      ['', true],
      ['three', false],
    ]);
  });

  test('at a container that is not there are told from answers', async () => {
    const [found] = await ask(['0'], { container: 'no-such-container', view: 'network' });
    expect(found).toMatchObject({ isThere: false });
    expect(found?.stderr).toMatch(/^(LXC is not installed|there is no container no-such-container)$/);
  });
});
