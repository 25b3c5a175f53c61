import { expect, test } from 'vitest';
import { kernelCommandLine, qemuArguments } from '../../../../runner/hosts/vm/qemu/arguments.ts';

const host = {
  engine: 'tcg',
  name: 'host1',
  memoryMiB: 512,
  cpus: 2,
  kernel: '/image/vmlinuz',
  initrd: '/image/initrd',
  disk: '/runs/host1.qcow2',
  isDiskLarger: false,
  extraDisks: [{ serial: 'mirror', path: '/mirrors/mirror.ext4' }],
  folder: '/run/host1',
  interfaces: [
    { kind: 'segment', switchFolder: '/run/switch0', mac: '52:54:00:00:00:00', address: '10.0.0.1/24' },
    { kind: 'segment', switchFolder: '/run/switch1', mac: '52:54:00:00:00:01', address: null },
    { kind: 'internet', mac: '52:54:00:00:00:02' },
  ],
} as const;

test('a saved state fits: the same host has the same arguments', () => {
  expect(qemuArguments(host)).toEqual(qemuArguments(structuredClone(host)));
});

test('a host opens no port that others on this machine could reach', () => {
  const words = qemuArguments(host).join(' ');
  expect(words).not.toMatch(/tcp|vnc|hostfwd|:\d{4,5}\b.*server/);
  expect(words).toContain('unix:/run/host1/qmp,server=on,wait=off');
});

test('network cards come in the order of eth0, eth1, …', () => {
  const words = qemuArguments(host);
  const backends = words.filter((_, index) => words[index - 1] === '-netdev');
  expect(backends).toEqual([
    'vde,id=net0,sock=/run/switch0',
    'vde,id=net1,sock=/run/switch1',
    expect.stringMatching(/^user,id=net2,/),
  ]);
  const cards = words.filter((word) => word.startsWith('virtio-net-pci'));
  expect(cards.map((card) => /netdev=(\w+)/.exec(card)?.[1])).toEqual(['net0', 'net1', 'net2']);
});

test('the kernel is told name, addresses and the way out', () => {
  const words = kernelCommandLine(host).split(' ');
  expect(words).toContain('lab.host=host1');
  expect(words).toContain('lab.addresses=eth0,10.0.0.1/24;eth1');
  expect(words).toContain('lab.internet=eth2');
  expect(words).not.toContain('lab.grow');
});

test('a host without networks is told of none', () => {
  const line = kernelCommandLine({ name: 'host1', isDiskLarger: true, interfaces: [] });
  expect(line).not.toMatch(/lab\.addresses|lab\.internet/);
  expect(line).toMatch(/ lab\.grow$/);
});
