import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { agentSource } from '../../../../runner/hosts/agent/source.ts';
import { readUntil } from '../../../../runner/hosts/vm/connect.ts';
import { sayHello } from '../../../../runner/hosts/vm/hello.ts';
import { type Machines, startMachines } from '../../../../runner/hosts/vm/index.ts';
import { noMachines } from '../../../helpers/machines.ts';
import { descendants, machinesOf } from '../descendants.ts';
import { isAlive } from '../is-alive.ts';

const startLimitMs = 900_000;
const askLimitMs = 120_000;
const bytes = 20 << 20;

const sumOf = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** Each line of input is a number of bytes, which follow; it says their sum, and then as many bytes of its own and theirs. */
const agent = `
  use Digest::SHA;
  while (my $line = <$IN>) {
    my $left = $line + 0;
    my $sum = Digest::SHA->new(256);
    while ($left) {
      my $count = read $IN, my $text, $left < 65536 ? $left : 65536;
      $sum->add($text);
      $left -= $count;
    }
    print $OUT $sum->hexdigest . "\\n";
    open my $random, '<:raw', '/dev/urandom';
    $sum = Digest::SHA->new(256);
    for (1 .. ($line + 0) >> 16) {
      read $random, my $text, 65536;
      $sum->add($text);
      print $OUT $text;
    }
    print $OUT $sum->hexdigest . "\\n";
    $OUT->flush;
  }
`;

/** Sends so many bytes and takes as many; the sums of each, here and there. */
async function exchange(stream: Duplex) {
  const data = randomBytes(bytes);
  const chunks: Buffer[] = [];
  let length = 0;
  const whole = 65 + bytes + 65;
  const came = new Promise<void>((resolve) => {
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= whole) resolve();
    });
  });
  stream.write(`${bytes}\n`);
  stream.write(data);
  await came;
  const all = Buffer.concat(chunks);
  return {
    sent: { here: sumOf(data), there: all.subarray(0, 64).toString() },
    taken: { here: sumOf(all.subarray(65, 65 + bytes)), there: all.subarray(65 + bytes, -1).toString() },
  };
}

async function greetPort(folder: string, port: number): Promise<Socket> {
  const socket = connect(join(folder, 'host1', `port${port}`));
  await once(socket, 'connect');
  await sayHello({ socket, signal: AbortSignal.timeout(askLimitMs) });
  return socket;
}

async function openPort(folder: string, port: number): Promise<Socket> {
  const socket = await greetPort(folder, port);
  socket.write(`LAB-AGENT ${agent.length}\n${agent}`);
  return socket;
}

/** The processes of a host by what they are. */
function processesOf(): { all: number[]; kernel: number; bridge: number } {
  const all = descendants(process.pid);
  const nameOf = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0];
  const kernel = all.find((pid) => nameOf(pid)?.endsWith('/user-mode-linux'));
  const [bridge] = machinesOf(process.pid);
  if (kernel === undefined || bridge === undefined) throw new Error('no host is running');
  return { all, kernel, bridge };
}

describe.skipIf(noMachines !== null)(
  `a user-mode Linux${noMachines === null ? '' : ` (${noMachines})`}`,
  () => {
    let machines: Machines;

    beforeEach(async () => {
      machines = await startMachines({
        hosts: [{ name: 'host1', memoryMiB: 256, cpus: 1, diskMiB: 8192, networks: [] }],
        packages: [],
        internet: false,
        engine: 'uml',
        savable: false,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
    }, startLimitMs);

    afterEach(() => machines.dispose());

    test(
      'loses nothing of 20 MB each way, at two ports at once, while a third is not read',
      async () => {
        const [one, other, third] = await Promise.all(
          [1, 2, 3].map((port) => openPort(machines.folder, port)),
        );
        if (!one || !other || !third) throw new Error('no ports');
        // Asked for 1 MB that nobody takes.
        third.write(`${1 << 20}\n`);
        third.write(randomBytes(1 << 20));
        third.pause();
        for (const { sent, taken } of await Promise.all([exchange(one), exchange(other)])) {
          expect(sent.there).toBe(sent.here);
          expect(taken.there).toBe(taken.here);
        }
      },
      askLimitMs,
    );

    test(
      'takes one after another at a port, however quickly they follow',
      async () => {
        for (let count = 0; count < 20; count++) {
          const port = await greetPort(machines.folder, 1);
          port.write(agentSource());
          port.write(`ping ${count} 0\n`);
          const signal = AbortSignal.timeout(askLimitMs);
          await readUntil({ socket: port, text: `pong ${count} 0\n`, signal });
          port.destroy();
        }
      },
      askLimitMs,
    );

    test.each(['kernel', 'bridge'] as const)(
      'is gone with all its processes when its %s is killed',
      async (which) => {
        const processes = processesOf();
        expect(processes.all.length).toBeGreaterThan(5);
        process.kill(processes[which], 'SIGKILL');
        const death = await machines.machines[0]?.died;
        expect(death?.message).toMatch(/^host1: (?:its user-mode Linux was killed|user-mode Linux ended)/);
        await expect.poll(() => machinesOf(process.pid)).toEqual([]);
        const isOfHost = (pid: number) =>
          isAlive(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('uml');
        await expect.poll(() => processes.all.filter(isOfHost)).toEqual([]);
      },
      askLimitMs,
    );

    test(
      'ends when it reboots, as a host of any engine does',
      async () => {
        const [machine] = machines.machines;
        machine?.control.write(`LAB-AGENT 25\nexec 'systemctl reboot'  \n`);
        expect((await machine?.died)?.message).toBe('host1: it shut down or rebooted');
      },
      askLimitMs,
    );
  },
);
