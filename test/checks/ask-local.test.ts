import { createSocket } from 'node:dgram';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLocalHost } from '../../runner/hosts/local/index.ts';
import { askHere } from './ask-here.ts';

const host = openLocalHost({ name: 'host1' });
const ask = (type: string, keys: Record<string, unknown>, options?: { timeoutMs?: number }) =>
  askHere(host, type, keys, options);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lab it's "));
});
afterAll(async () => {
  await host.dispose();
  await rm(folder, { recursive: true });
});

test('command', async () => {
  expect(
    await ask('command', {
      command: 'echo one; echo two >&2; (exit 3)',
      exit: 3,
      stdout: 'one',
      stderr: 'two',
    }),
  ).toEqual({
    holds: true,
    observed: 'ended with status 3, standard output is `one`, standard error is `two`',
  });
  expect(await ask('command', { command: 'ls /nowhere' })).toEqual({
    holds: false,
    observed:
      "ended with status 2, standard error is `ls: cannot access '/nowhere': No such file or directory`",
  });
  await expect(ask('command', { command: 'sleep 30' }, { timeoutMs: 200 })).rejects.toThrow(
    'no answer within 200 ms',
  );
});

test('file', async () => {
  const file = join(folder, 'a file');
  await writeFile(file, 'lxc.uts.name = test1\n', { mode: 0o640 });
  await symlink('nothing', join(folder, 'link'));
  expect((await ask('file', { file, mode: '0640', contains: 'test1\n', matches: '^lxc' })).holds).toBe(true);
  expect(await ask('file', { file, mode: '0600', contains: 'lxc.uts.name = test2' })).toEqual({
    holds: false,
    observed: `${file} has mode 0640 and does not contain it; the nearest line is \`lxc.uts.name = test1\``,
  });
  expect((await ask('file', { file: folder, mode: '700' })).holds).toBe(true);
  expect((await ask('file', { file: join(folder, 'none'), absent: true })).holds).toBe(true);
  expect((await ask('file', { file: join(folder, 'link') })).observed).toContain(
    'symbolic link to nothing, which',
  );
});

test('process', async () => {
  const name = `lab-sleep-${process.pid}`;
  await symlink('/usr/bin/sleep', join(folder, name));
  expect((await ask('process', { process: name })).observed).toBe(`no process ${name} runs`);
  const sleep = execa(join(folder, name), ['60'], { reject: false });
  expect((await ask('process', { process: name, count: 1 })).observed).toBe(
    `1 process ${name} runs: ${String(sleep.pid)}`,
  );
  expect((await ask('process', { process: name, count: 2 })).holds).toBe(false);
  sleep.kill('SIGKILL');
  await sleep;
  expect((await ask('process', { process: name })).holds).toBe(false);
});

test('module', async () => {
  const [known = ''] = await readdir('/sys/module');
  expect((await ask('module', { module: known })).holds).toBe(true);
  expect(await ask('module', { module: 'no_such-module' })).toEqual({
    holds: false,
    observed: 'no_such-module is neither loaded nor built in',
  });
});

test('address', async () => {
  expect((await ask('address', { address: '127.0.0.1/8', interface: 'lo' })).holds).toBe(true);
  expect((await ask('address', { address: '127.0.0.1/24', interface: 'lo' })).observed).toBe(
    '127.0.0.1/8 stands on lo',
  );
});

test('ping', async () => {
  expect(await ask('ping', { ping: '127.0.0.1' })).toEqual({ holds: true, observed: '127.0.0.1 answers' });
  expect((await ask('ping', { ping: '::1' })).holds).toBe(true);
  expect((await ask('ping', { ping: 'localhost' })).holds).toBe(true);
  expect(await ask('ping', { ping: 'no-such-host.invalid' })).toEqual({
    holds: false,
    observed: 'no-such-host.invalid: no such host name',
  });
  // TEST-NET-1 (RFC 5737): nobody has it.
  expect((await ask('ping', { ping: '192.0.2.254' }, { timeoutMs: 2000 })).holds).toBe(false);
});

test('service needs systemd, says so where it does not run, and knows no service that is not there', async () => {
  const { exitCode } = await execa('systemctl', ['show', '-p', 'Version'], { reject: false });
  const asked = ask('service', { service: 'no-such-service' });
  if (exitCode === 0)
    expect(await asked).toEqual({ holds: false, observed: 'there is no service no-such-service' });
  else await expect(asked).rejects.toThrow(/^host1 (has no systemd|is not answered by its systemd: )/);
});

test('bridge, container: what is not there', async () => {
  expect((await ask('bridge', { bridge: 'nobr0' })).observed).toMatch(/^there is no bridge nobr0; bridges: /);
  expect((await ask('container', { container: 'no-such' })).observed).toMatch(
    /^(LXC is not installed|there is no container no-such(?:; there are: .*)?$)/,
  );
});

describe('over the network', () => {
  let turn = 0;
  const server = createServer((request, response) => {
    if (request.url === '/silent') return;
    if (request.url === '/hang-up') return void response.destroy();
    const name = `web${(turn++ % 2) + 1}`;
    response.setHeader('X-Connection', String(request.headers.connection));
    response.setHeader('X-Served-By', name);
    response.statusCode = request.url === '/missing' ? 404 : 200;
    response.end(`It works on ${name}!\n`);
  });
  const datagrams = createSocket('udp4');
  let at = '';
  let udpAt = '';
  let connections = 0;

  beforeAll(async () => {
    server.on('connection', () => connections++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => datagrams.bind(0, '127.0.0.1', resolve));
    datagrams.on('message', (message, { port }) => {
      if (message.toString() === 'silence') return;
      datagrams.send(`got ${message.length} bytes: ${message.toString()}`, port, '127.0.0.1');
    });
    at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    udpAt = `127.0.0.1:${datagrams.address().port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    datagrams.close();
  });

  test('tcp', async () => {
    expect(await ask('tcp', { tcp: at })).toEqual({ holds: true, observed: `${at} accepts a connection` });
    expect(await ask('tcp', { tcp: '127.0.0.1:1' })).toEqual({
      holds: false,
      observed: '127.0.0.1:1: connection refused (nothing listens there)',
    });
    expect((await ask('tcp', { tcp: 'no-such-host.invalid:80' })).observed).toBe(
      'no-such-host.invalid:80: no such host name',
    );
  });

  test('udp', async () => {
    expect(
      await ask('udp', { udp: udpAt, send: 'two\nlines\n', expect: 'got 10 bytes: two\nlines' }),
    ).toEqual({
      holds: true,
      observed: 'the answer is\n    got 10 bytes: two\n    lines',
    });
    expect((await ask('udp', { udp: udpAt, send: 'x', expect: 'y' })).observed).toBe(
      'the answer is `got 1 bytes: x`',
    );
    expect(await ask('udp', { udp: udpAt, send: 'silence', expect: 'y' }, { timeoutMs: 2000 })).toEqual({
      holds: false,
      observed: 'no answer within 1.6 s',
    });
    expect((await ask('udp', { udp: '127.0.0.1:1', send: 'x', expect: 'y' })).observed).toBe(
      '127.0.0.1:1: Connection refused',
    );
  });

  test('http, once', async () => {
    const http = `http://${at}/`;
    expect(await ask('http', { http, status: 200, headers: { 'x-connection': 'close' } })).toEqual({
      holds: true,
      observed: 'answered with status 200',
    });
    expect((await ask('http', { http: `${http}missing`, status: 200 })).observed).toBe('status 404');
    expect((await ask('http', { http: `${http}hang-up` })).observed).toBe(
      'connection closed without an answer',
    );
    expect((await ask('http', { http: 'http://127.0.0.1:1/' })).observed).toBe(
      'connection refused (nothing listens there)',
    );
    const before = connections;
    expect((await ask('http', { http: `${http}silent` }, { timeoutMs: 2000 })).observed).toMatch(
      /^no answer within 1\.\d+ s$/,
    );
    expect(connections - before).toBe(1);
  });

  test('http, in turn, each time on a new connection', async () => {
    const keys = { http: `http://localhost:${at.split(':')[1] ?? ''}/`, requests: 6 };
    const before = connections;
    expect((await ask('http', { ...keys, alternates: ['web1', 'web2'] })).observed).toMatch(
      /^answered in this order: (web1 web2 |web2 web1 )/,
    );
    expect(connections - before).toBe(6);
    expect(
      await ask('http', { ...keys, distribution: { web1: 3, web2: 3 }, by: 'header:X-Served-By' }),
    ).toMatchObject({ holds: true });
    expect((await ask('http', { ...keys, distribution: { web1: 4, web2: 2 } })).holds).toBe(false);
    expect((await ask('http', { ...keys, alternates: ['web1', 'web3'] })).observed).toContain('?');
  });
});
