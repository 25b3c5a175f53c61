import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sayHello } from '../../../runner/hosts/vm/hello.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-hello-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A port at whose other end somebody hears each hello, and says what `answer` gives. */
async function portTo(answer: (nonce: string, count: number) => string) {
  let count = 0;
  const server = createServer((port) => {
    port.on('data', (chunk: Buffer) => {
      for (const [, nonce = ''] of chunk.toString().matchAll(/LAB-HELLO (\w+)\n/g))
        port.write(answer(nonce, ++count));
    });
    port.on('error', () => undefined);
  }).listen(join(folder, 'port'));
  await once(server, 'listening');
  const socket = connect(join(folder, 'port'));
  const end = () => {
    socket.destroy();
    server.close();
  };
  return { socket, end };
}

test('what comes before the welcome was meant for somebody else, what comes behind it stays', async () => {
  const { socket, end } = await portTo((nonce) => `out 7 3\nabcLAB-WELCOME ${nonce} agent v1\nout 1 0\n`);
  const { agent } = await sayHello({ socket, signal: AbortSignal.timeout(10_000) });
  expect(agent).toBe('v1');
  expect((socket.read() as Buffer).toString()).toBe('out 1 0\n');
  end();
});

test('a hello that gets lost is said again', async () => {
  const { socket, end } = await portTo((nonce, count) => (count < 2 ? '' : `LAB-WELCOME ${nonce} loader\n`));
  expect(await sayHello({ socket, signal: AbortSignal.timeout(20_000) })).toMatchObject({ agent: null });
  end();
});

test('the answer to an earlier hello that comes late is none', async () => {
  let first = '';
  const { socket, end } = await portTo((nonce, count) => {
    if (count === 1) first = nonce;
    return count === 1 ? '' : `LAB-WELCOME ${first} agent v1\nLAB-WELCOME ${nonce} agent v1\n`;
  });
  const { nonce } = await sayHello({ socket, signal: AbortSignal.timeout(20_000) });
  expect(nonce).not.toBe(first);
  expect(socket.read()).toBe(null);
  end();
});

test('whoever stops waiting stops at once', async () => {
  const { socket, end } = await portTo(() => '');
  await expect(sayHello({ socket, signal: AbortSignal.timeout(50) })).rejects.toThrow(/abort|timeout/i);
  end();
});
