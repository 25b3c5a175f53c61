import { afterAll, describe, expect, test } from 'vitest';
import type { Command, Host } from '../../runner/hosts/host.ts';
import { openLocalHost } from '../../runner/hosts/local/index.ts';
import { runTogether } from '../../runner/hosts/run-together.ts';

const host = openLocalHost({ name: 'here' });
afterAll(() => host.dispose());

/** What commands give that are asked for at once, and the scripts that the host was given for them. */
async function ask(scripts: readonly string[], options: Partial<Command> = {}) {
  const given: Command[] = [];
  const watched: Host = {
    ...host,
    run: (command) => {
      given.push(command);
      return host.run(command);
    },
  };
  const together = runTogether(watched);
  const results = await Promise.all(
    scripts.map((script) => together.run({ script, container: null, timeoutMs: 10_000, ...options })),
  );
  const answers = results.map(({ exit, stdout, stderr, timedOut }) => ({
    exit,
    stdout: stdout.toString('latin1'),
    stderr: stderr.toString('latin1'),
    timedOut,
  }));
  return { answers, given };
}

describe('commands that are asked for at once', () => {
  const scripts = [
    'echo out; echo error >&2; exit 3',
    String.raw`printf 'a\0b\n\n'`,
    'x=1; cd /; set -e; false; echo not',
    'echo "[${x-}]$PWD"; cat',
    "exec echo 'it''s'",
    'true',
  ];

  test('take one bash, and give what each gives by itself', async () => {
    const { answers, given } = await ask(scripts);
    expect(given).toHaveLength(1);
    expect(answers).toEqual(
      (await Promise.all(scripts.map((script) => ask([script])))).flatMap((each) => each.answers),
    );
  });

  test('are run once where they are the same', async () => {
    const { answers, given } = await ask(['echo $BASHPID', 'echo $BASHPID']);
    expect(given).toHaveLength(1);
    expect(answers[0]?.stdout).toBe(answers[1]?.stdout);
  });

  test('are asked by themselves after one that ends the shell', async () => {
    const { answers, given } = await ask(['echo one', 'kill -KILL $$', 'echo three']);
    expect(given).toHaveLength(3);
    expect(answers.map(({ exit, stdout }) => [exit, stdout])).toEqual([
      [0, 'one\n'],
      [137, ''],
      [0, 'three\n'],
    ]);
  });

  test('are asked by themselves after one that is past its time', async () => {
    const { answers } = await ask(['echo one', 'sleep 100', 'echo three'], { timeoutMs: 3000 });
    expect(answers.map(({ timedOut, stdout }) => [timedOut, stdout])).toEqual([
      [false, 'one\n'],
      [true, ''],
      [false, 'three\n'],
    ]);
  });

  test('fit into an argument, however many they are', async () => {
    const long = Array.from({ length: 16 }, (_, index) => `echo ${index} # ${'x'.repeat(10_000)}`);
    const { answers, given } = await ask(long);
    expect(answers.map(({ stdout }) => stdout)).toEqual(long.map((_, index) => `${index}\n`));
    expect(given.length).toBe(3);
  });
});
