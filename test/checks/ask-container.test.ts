import { createServer } from 'node:net';
import { execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NoAnswer } from '../../runner/checks/types.ts';
import { openLocalHost } from '../../runner/hosts/local/index.ts';
import { askHere } from './ask-here.ts';
import { noContainers, startContainer, type TestContainer } from './start-container.ts';

const iptables = ['iptables-legacy', 'iptables-nft', 'iptables-legacy-save', 'iptables-nft-save'];
const noIptables = iptables.some((tool) => execaSync(tool, ['--version'], { reject: false }).failed)
  ? 'needs iptables'
  : null;

describe.skipIf(noContainers !== null)(
  `inside a container${noContainers === null ? '' : ` (${noContainers})`}`,
  () => {
    const host = openLocalHost({ name: 'host1' });
    let container: TestContainer;
    const ask = (type: string, keys: Record<string, unknown>) =>
      askHere(host, type, keys, { container: container.name });

    beforeAll(async () => {
      container = await startContainer();
      await container.inNetwork('ip', 'link', 'set', 'lo', 'up');
      await container.inNetwork('ip', 'link', 'add', 'br0', 'type', 'bridge');
      await container.inNetwork('ip', 'link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v1');
      await container.inNetwork('ip', 'link', 'set', 'v0', 'master', 'br0');
      await container.inNetwork('ip', 'addr', 'add', '10.9.0.1/24', 'dev', 'br0');
    });
    afterAll(async () => {
      await host.dispose();
      await container.dispose();
    });

    test('container', async () => {
      const { name } = container;
      expect(
        await askHere(host, 'container', {
          container: name,
          state: 'RUNNING',
          addresses: '10.9.0.1',
          autostart: false,
        }),
      ).toEqual({
        holds: true,
        observed: `container ${name} is RUNNING, has 10.9.0.1/24 and does not start at boot`,
      });
      expect(await askHere(host, 'container', { container: name, state: 'STOPPED' })).toEqual({
        holds: false,
        observed: `container ${name} is RUNNING`,
      });
      expect((await askHere(host, 'container', { container: 'no-such' })).observed).toMatch(
        new RegExp(`^there is no container no-such; there are:.* ${name}`),
      );
    });

    test('bridge and address', async () => {
      expect(await ask('bridge', { bridge: 'br0', ports: ['v0'] })).toEqual({
        holds: true,
        observed: 'bridge br0 has port v0',
      });
      expect((await ask('bridge', { bridge: 'br0', ports: ['v1'] })).observed).toBe(
        'bridge br0 has port v0; v1 is a port of nothing',
      );
      expect((await ask('address', { address: '10.9.0.1/24', interface: 'br0' })).holds).toBe(true);
      expect((await ask('address', { address: '10.9.0.2/24', interface: 'br0' })).observed).toBe(
        'br0 has 10.9.0.1/24',
      );
    });

    test('command, process and file look inside', async () => {
      expect((await ask('command', { command: 'hostname', stdout: container.name })).holds).toBe(true);
      expect((await ask('command', { command: 'exit 4' })).observed).toBe('ended with status 4');
      expect((await ask('process', { process: 'sleep', count: 1 })).observed).toBe('1 process sleep runs: 1');
      expect((await ask('process', { process: 'perl' })).holds).toBe(false);
      expect((await ask('file', { file: '/var', absent: true })).holds).toBe(true);
      // Who asks is itself a process of the container: /proc/net is /proc/self/net.
      expect((await ask('file', { file: '/proc/net/dev', contains: 'br0' })).holds).toBe(true);
    });

    test('ping, tcp and http are asked from its network', async () => {
      const server = createServer((socket) => socket.end());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as { port: number };
      expect((await askHere(host, 'tcp', { tcp: `127.0.0.1:${port}` })).holds).toBe(true);
      expect((await ask('tcp', { tcp: `127.0.0.1:${port}` })).observed).toBe(
        `127.0.0.1:${port}: connection refused (nothing listens there)`,
      );
      expect((await ask('http', { http: `http://127.0.0.1:${port}/` })).observed).toBe(
        'connection refused (nothing listens there)',
      );
      server.close();
      expect((await ask('ping', { ping: '127.0.0.1' })).holds).toBe(true);
      expect((await ask('ping', { ping: '192.0.2.2' })).observed).toBe('192.0.2.2: network is unreachable');
    });

    test('there is no IPVS table where ip_vs is not loaded', async () => {
      expect((await ask('ipvs', { ipvs: '10.0.0.100:80' })).holds).toBe(false);
    });

    test.skipIf(noIptables !== null)(
      `iptables, of both kinds${noIptables === null ? '' : ` (${noIptables})`}`,
      async () => {
        const rule = '-A PREROUTING -d 10.0.0.100 -p tcp --dport 80 -j REDIRECT';
        expect((await ask('iptables', { iptables: rule, table: 'nat' })).observed).toBe(
          'table nat has nothing in chain PREROUTING',
        );
        // Asking has made no table.
        expect((await ask('command', { command: 'cat /proc/net/ip_tables_names', stdout: '' })).holds).toBe(
          true,
        );
        await container.inNetwork('iptables-legacy', '-t', 'nat', ...rule.split(' '));
        await container.inNetwork('iptables-nft', '-P', 'FORWARD', 'DROP');
        expect((await ask('iptables', { iptables: rule, table: 'nat' })).holds).toBe(true);
        expect((await ask('iptables', { iptables: '-P FORWARD DROP' })).holds).toBe(true);
        expect((await ask('iptables', { iptables: '-P FORWARD ACCEPT' })).observed).toBe(
          'chain FORWARD of table filter has\n  -P FORWARD DROP',
        );
      },
    );

    test.each([
      ['command', { command: 'true' }],
      ['file', { file: '/etc' }],
      ['process', { process: 'init' }],
      ['service', { service: 'ssh' }],
      ['address', { address: '10.9.0.1/24' }],
      ['bridge', { bridge: 'br0' }],
      ['ipvs', { ipvs: '10.0.0.100:80' }],
      ['iptables', { iptables: '-P FORWARD DROP' }],
      ['ping', { ping: '127.0.0.1' }],
      ['tcp', { tcp: '127.0.0.1:80' }],
      ['udp', { udp: '127.0.0.1:53', send: 'x', expect: 'y' }],
      ['http', { http: 'http://127.0.0.1/' }],
    ])('%s has no answer from a container that is not there', async (type, keys) => {
      const asked = askHere(host, type, keys, { container: 'no-such' });
      await expect(asked).rejects.toThrow(NoAnswer);
      await expect(asked).rejects.toThrow('there is no container no-such');
    });
  },
);
