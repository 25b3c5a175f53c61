import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectMachine } from '../../../runner/hosts/vm/machine.ts';
import { type Machines, startMachines } from '../../../runner/hosts/vm/index.ts';
import { noMachines } from '../../helpers/machines.ts';
import { tcg } from '../../../runner/hosts/vm/qemu/index.ts';
import { isAlive } from './is-alive.ts';
import { machinesOf } from './descendants.ts';

/** The first run builds image and mirror; without KVM a boot takes ten seconds, on a busy machine a minute. */
const startLimitMs = 900_000;
const askLimitMs = 120_000;

const host = (name: string, address: string) => ({
  name,
  memoryMiB: 256,
  cpus: 1,
  diskMiB: 8192,
  networks: [{ segment: 'front', address }],
});

/** An agent of one line: runs shell commands, a line each, and says what they said, and `END`. */
const agent = `
  while (my $line = <$IN>) { my $said = \`$line\`; syswrite $OUT, $said . "END\\n" }
`;

async function ask(control: Duplex, command: string): Promise<string> {
  control.write(`${command}\n`);
  let said = '';
  while (!said.endsWith('END\n')) {
    const [chunk] = (await once(control, 'data')) as [Buffer];
    said += chunk.toString();
  }
  return said.slice(0, -'END\n'.length);
}

test('a host whose QEMU ends at once is not waited for', async () => {
  const ended = Promise.resolve({ status: 1 });
  const { signal } = new AbortController();
  const options = {
    name: 'host1',
    kind: tcg,
    folder: '/nowhere',
    diskFolder: '/nowhere',
    ended,
    limitMs: startLimitMs,
    signal,
  };
  await expect(connectMachine(options)).rejects.toThrow('Cannot start host1: QEMU ended with status 1');
});

test('a host that does not answer has a limit', async () => {
  const ended = new Promise<never>(() => undefined);
  const { signal } = new AbortController();
  const nowhere = { folder: '/nowhere', diskFolder: '/nowhere' };
  const options = { name: 'host1', kind: tcg, ...nowhere, ended, limitMs: 50, signal };
  await expect(connectMachine(options)).rejects.toThrow(
    'Cannot start host1: it did not answer within 0.05 s',
  );
});

/** The quickest with checkpoints, and the one without. */
describe.skipIf(noMachines !== null).each([
  { engine: 'auto', savable: true },
  { engine: 'uml', savable: false },
] as const)(
  `two virtual machines with $engine${noMachines === null ? '' : ` (${noMachines})`}`,
  ({ engine, savable }) => {
    let machines: Machines;
    const control = (index: number): Duplex => {
      const machine = machines.machines[index];
      if (!machine) throw new Error(`no machine ${index}`);
      return machine.control;
    };

    beforeAll(async () => {
      machines = await startMachines({
        hosts: [host('host1', '10.0.0.1/24'), host('host2', '10.0.0.2/24')],
        packages: ['ipvsadm'],
        internet: false,
        engine,
        savable,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
      for (const { control: port } of machines.machines) port.write(`LAB-AGENT ${agent.length}\n${agent}`);
    }, startLimitMs);

    afterAll(() => (machines as Machines | undefined)?.dispose());

    test(
      'each answers under its own name',
      async () => {
        expect(await ask(control(0), 'hostname; cat /etc/hostname')).toBe('host1\nhost1\n');
        expect(await ask(control(1), 'hostname')).toBe('host2\n');
        expect(await ask(control(0), 'systemctl --failed --plain --no-legend')).toBe('');
        expect(machines.slowness).toBeGreaterThanOrEqual(1);
      },
      askLimitMs,
    );

    test(
      'they share a segment',
      async () => {
        expect(await ask(control(0), 'ip -br addr show eth0')).toContain(' 10.0.0.1/24 ');
        expect(await ask(control(0), 'ping -c 1 -W 60 10.0.0.2')).toContain('1 received');
      },
      askLimitMs,
    );

    test(
      'bridges of one name have different hardware addresses',
      async () => {
        const command = 'ip link add br0 type bridge; udevadm settle; cat /sys/class/net/br0/address';
        expect(await ask(control(0), command)).not.toBe(await ask(control(1), command));
      },
      askLimitMs,
    );

    test(
      'packages of the lab install without a network, while somebody else listens on port 80',
      async () => {
        // Comes back once it listens.
        const listen =
          'my $s = IO::Socket::INET->new(LocalPort => 80, Listen => 1) or die; exit if fork; sleep';
        await ask(control(0), `perl -MIO::Socket::INET -e '${listen}' > /dev/null 2>&1`);
        expect(await ask(control(0), 'ss -Hltn sport = :80')).toContain('0.0.0.0:80');
        expect(await ask(control(0), 'apt-get install -y ipvsadm 2>&1; ipvsadm --version')).toContain(
          'ipvsadm v1',
        );
        expect(await ask(control(0), 'apt-get update; echo $?')).toMatch(/0\n$/);
        expect(await ask(control(0), 'apt-get install -y no-such-thing 2>&1')).toContain(
          'Unable to locate package',
        );
      },
      askLimitMs,
    );

    test(
      'a kernel panic ends one host, says so, and leaves the other',
      async () => {
        control(1).write('echo c > /proc/sysrq-trigger\n');
        const death = await machines.machines[1]?.died;
        expect(death?.message).toMatch(/^host2: Kernel panic - not syncing: sysrq triggered crash/);
        expect(death?.console).toContain('Call Trace');
        expect(await ask(control(0), 'echo alive')).toBe('alive\n');
      },
      askLimitMs,
    );

    test('dispose ends what is left at once', async () => {
      const running = machinesOf(process.pid);
      expect(running).toHaveLength(1);
      await machines.dispose();
      await expect.poll(() => running.some(isAlive)).toBe(false);
    });
  },
);
