import { describe, expect, test } from 'vitest';
import { judgeAddress } from '../../runner/checks/address.ts';
import { judgeBridge } from '../../runner/checks/bridge.ts';
import { parseInterfaces } from '../../runner/checks/ip-json.ts';
import { judgeIptables } from '../../runner/checks/iptables.ts';
import { parseSavedRules } from '../../runner/checks/iptables-save.ts';
import { judgeIpvs } from '../../runner/checks/ipvs.ts';
import { parseIpvsTable } from '../../runner/checks/ipvs-table.ts';
import { judgePing } from '../../runner/checks/ping.ts';
import { judgeUdp } from '../../runner/checks/udp.ts';

// `ip -j -d addr` of iproute2 6.1, its keys that are of no interest here left out.
const interfaces = parseInterfaces(
  JSON.stringify([
    {},
    {
      ifname: 'lo',
      flags: ['LOOPBACK', 'UP'],
      addr_info: [{ family: 'inet', local: '127.0.0.1', prefixlen: 8 }],
    },
    {
      ifname: 'br0',
      flags: ['BROADCAST'],
      linkinfo: { info_kind: 'bridge', info_data: { forward_delay: 1500 } },
      addr_info: [
        { family: 'inet', local: '10.9.0.1', prefixlen: 24 },
        { family: 'inet6', local: 'fd00::1', prefixlen: 64 },
      ],
    },
    { link: 'v0', ifname: 'v1', flags: [], linkinfo: { info_kind: 'veth' }, addr_info: [] },
    {
      link: 'v1',
      ifname: 'v0',
      flags: [],
      master: 'br0',
      linkinfo: { info_kind: 'veth', info_slave_kind: 'bridge' },
      addr_info: [],
    },
  ]),
);

describe('address', () => {
  test.each([
    ['10.9.0.1/24', 'br0', true, '10.9.0.1/24 stands on br0'],
    ['10.9.0.1/24', undefined, true, '10.9.0.1/24 stands on br0'],
    ['FD00:0::1/64', 'br0', true, 'FD00:0::1/64 stands on br0'],
    ['10.9.0.1/16', 'br0', false, '10.9.0.1/24 stands on br0'],
    ['10.9.0.1/24', 'v0', false, '10.9.0.1/24 stands on br0'],
    ['10.9.0.2/24', 'br0', false, 'br0 has 10.9.0.1/24 and fd00::1/64'],
    ['10.9.0.2/24', 'v0', false, 'v0 has no address'],
    ['10.9.0.2/24', 'eth7', false, 'there is no interface eth7; there are: lo, br0, v1 and v0'],
  ])('%s on %s: %s', (address, name, holds, observed) => {
    expect(judgeAddress({ address, interface: name }, interfaces)).toEqual({ holds, observed });
  });
});

describe('bridge', () => {
  test.each([
    ['br0', undefined, true, 'bridge br0 has port v0'],
    ['br0', ['v0'], true, 'bridge br0 has port v0'],
    [
      'br0',
      ['v0', 'v1', 'x'],
      false,
      'bridge br0 has port v0; v1 is a port of nothing; there is no interface x',
    ],
    ['br1', undefined, false, 'there is no bridge br1; bridges: br0'],
    ['lo', undefined, false, 'lo is an interface, but no bridge; bridges: br0'],
  ])('%s with %j: %s', (bridge, ports, holds, observed) => {
    expect(judgeBridge({ bridge, ports }, interfaces)).toEqual({ holds, observed });
  });
});

describe('ipvs', () => {
  // The format of ip_vs_info_seq_show (Linux 6.1, net/netfilter/ipvs/ip_vs_ctl.c).
  const services = parseIpvsTable(`IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port Forward Weight ActiveConn InActConn
TCP  0A000064:0050 rr${' '}
  -> C0A80016:0050      Route   1      0          3${'         '}
  -> C0A80015:0050      Masq    2      0          4${'         '}
FWM  00000001 wlc${' '}
  -> C0A80017:0000      Route   1      0          0${'         '}
UDP  0A000064:0035 wrr persistent 300 FFFFFFFF
TCP  [fd00:0000:0000:0000:0000:0000:0000:0064]:0050 rr${' '}
  -> [fd00:0000:0000:0000:0000:0000:0000:0021]:0050      Tunnel  1      0          0${'         '}
`);
  const two = [
    { address: '192.168.0.21', forward: 'masq', weight: 2 },
    { address: '192.168.0.22:80', forward: 'route', weight: 1 },
  ] as const;

  test.each([
    [
      { ipvs: '10.0.0.100:80', scheduler: 'rr', servers: [...two] },
      true,
      '10.0.0.100:80 has scheduler rr and 2 servers\n  192.168.0.22:80 route weight 1\n  192.168.0.21:80 masq weight 2',
    ],
    [
      { ipvs: '[fd00::64]:80', servers: [{ address: 'fd00::21', forward: 'tunnel' as const }] },
      true,
      '[fd00::64]:80 has scheduler rr and 1 server\n  [fd00::21]:80 tunnel weight 1',
    ],
    [
      { ipvs: '10.0.0.100:80', scheduler: 'wrr' },
      false,
      '10.0.0.100:80 has scheduler rr and 2 servers\n  192.168.0.22:80 route weight 1\n  192.168.0.21:80 masq weight 2',
    ],
    [
      {
        ipvs: '10.0.0.100:80',
        servers: [
          { address: '192.168.0.21', forward: 'route' as const, weight: 1 },
          { address: '192.168.0.23' },
        ],
      },
      false,
      '10.0.0.100:80 has scheduler rr and 2 servers\n  192.168.0.21:80 masq weight 2, expected route weight 1\n  192.168.0.23:80 is missing\n  192.168.0.22:80 route weight 1, not expected',
    ],
    [
      { ipvs: '10.0.0.100:53' },
      false,
      'there is no TCP service 10.0.0.100:53; services: TCP 10.0.0.100:80, UDP 10.0.0.100:53, TCP [fd00::64]:80',
    ],
  ])('%j: %s', (spec, holds, observed) => {
    expect(judgeIpvs(spec, services)).toEqual({ holds, observed });
  });

  test('servers: [] wants none', () => {
    expect(judgeIpvs({ ipvs: '10.0.0.100:80', servers: [] }, services).holds).toBe(false);
  });
});

describe('iptables', () => {
  // iptables 1.8.9 on Debian 12: `iptables-legacy-save`, then `iptables-nft-save`, in one network namespace.
  const saved = `# Generated by iptables-save v1.8.9 on Mon Nov 23 13:16:19 2026
*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:mine - [0:0]
-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -m comment --comment "two words" -j ACCEPT
COMMIT
# Completed on Mon Nov 23 13:16:19 2026
*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -d 10.0.0.100/32 -p tcp -m tcp --dport 80 -j REDIRECT
COMMIT
# Generated by iptables-save v1.8.9 (nf_tables) on Mon Nov 23 13:16:19 2026
*nat
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -s 10.0.0.0/24 ! -d 10.0.0.0/24 -j MASQUERADE
COMMIT
`;
  test.each([
    [
      'nat',
      '-A PREROUTING -p tcp -d 10.0.0.100 --dport 80 -j REDIRECT',
      true,
      'table nat has `-A PREROUTING -d 10.0.0.100/32 -p tcp -m tcp --dport 80 -j REDIRECT`',
    ],
    [
      'nat',
      '-A POSTROUTING -s 10.0.0.0/24 ! -d 10.0.0.0/24 -j MASQUERADE',
      true,
      'table nat has `-A POSTROUTING -s 10.0.0.0/24 ! -d 10.0.0.0/24 -j MASQUERADE`',
    ],
    ['filter', '-P FORWARD DROP', true, 'table filter has `-P FORWARD DROP`'],
    ['filter', '-N mine', true, 'table filter has `-N mine`'],
    [
      'filter',
      '-P FORWARD ACCEPT',
      false,
      'chain FORWARD of table filter has\n  -P FORWARD DROP\n  -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -m comment --comment "two words" -j ACCEPT',
    ],
    [
      'filter',
      '-A PREROUTING -p tcp -d 10.0.0.100 --dport 80 -j REDIRECT',
      false,
      'table filter has nothing in chain PREROUTING',
    ],
    ['mangle', '-P FORWARD DROP', false, 'table mangle has nothing in chain FORWARD'],
  ] as const)('%s %s: %s', (table, iptables, holds, observed) => {
    expect(judgeIptables({ iptables, table }, parseSavedRules(saved, table))).toEqual({ holds, observed });
  });
});

test('udp and ping tell silence from refusal, and from what the host lacks', () => {
  const udp = { udp: '10.0.0.1:53', send: 'x', expect: { contains: 'pong' } };
  const limit = { timeoutMs: 5000 };
  expect(judgeUdp(udp, { exit: 0, stdout: 'a pong', stderr: '' }, limit)).toEqual({
    holds: true,
    observed: 'the answer is `a pong`',
  });
  expect(judgeUdp(udp, { exit: 0, stdout: 'no', stderr: '' }, limit)).toEqual({
    holds: false,
    observed: 'the answer is `no`',
  });
  expect(judgeUdp(udp, { exit: 124, stdout: '', stderr: '' }, limit).observed).toBe('no answer within 4 s');
  const socket = { exit: 2, stdout: '', stderr: 'socket: Operation not permitted' };
  expect(() => judgeUdp(udp, socket, limit)).toThrow('Cannot send a datagram: socket: Operation not');
  expect(() => judgePing({ ping: '10.0.0.1' }, socket)).toThrow('Cannot ping: socket: Operation not');
});
