import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Host, Shell } from '../../../runner/hosts/host.ts';
import { openLocalHost } from '../../../runner/hosts/local/index.ts';

let host: Host;
let shell: Shell;
beforeAll(async () => {
  host = openLocalHost({ name: 'here' });
  shell = await host.openShell({ container: null });
});
afterAll(() => host.dispose());

test('runs each line as it comes', async () => {
  let output = '';
  shell.output.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for (const word of ['one', 'two']) {
    shell.input.write(`echo ${word}\n`);
    await expect.poll(() => output).toContain(`${word}\n`);
  }
  shell.input.end('exit 9\n');
  expect(await shell.exit).toBe(9);
  expect(output).toBe('one\ntwo\n');
});

test('what the script does not take waits here', async () => {
  const ask = async (script: string) =>
    (await host.run({ script, container: null, timeoutMs: 10_000 })).stdout.toString().trim();
  const fifo = await ask('fifo=$(mktemp -u) && mkfifo "$fifo" && echo "$fifo"');
  const waiting = await host.openShell({ container: null });
  waiting.input.write(`read -r _ <${fifo}; wc -c\n`);
  const chunk = Buffer.alloc(50_000, 'x\n');
  let taken = 0;
  for (let count = 0; count < 100; count++) waiting.input.write(chunk, () => (taken += chunk.length));
  waiting.input.end();
  // What had been sent before this was asked has been seen to.
  await ask('true');
  expect(taken).toBeLessThan(400_000);
  let output = '';
  waiting.output.on('data', (text: Buffer) => (output += text.toString()));
  await ask(`echo >${fifo}; rm ${fifo}`);
  expect(await waiting.exit).toBe(0);
  expect(output).toBe('5000000\n');
});
