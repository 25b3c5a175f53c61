import { expect, test } from 'vitest';
import { checkTypes } from '../../runner/checks/index.ts';
import { problemsOf, specOf, typeOf } from './make-check.ts';

test('the table is sorted, and each type stands under its own name', () => {
  expect([...checkTypes.keys()]).toEqual([...checkTypes.keys()].sort());
  for (const [name, { type }] of checkTypes) expect(type).toBe(name);
});

test('what travels over the network is asked from a host, the rest on one', () => {
  const from = [...checkTypes.values()].filter(({ hostKey }) => hostKey === 'from').map(({ type }) => type);
  expect(from).toEqual(['http', 'ping', 'tcp', 'udp']);
});

const valid: [type: string, keys: Record<string, unknown>, subject: string, expected: string][] = [
  ['address', { address: '10.0.0.1/24', interface: 'eth0' }, '10.0.0.1/24', '10.0.0.1/24 stands on eth0'],
  ['bridge', { bridge: 'br0', ports: ['eth0', 'veth1'] }, 'br0', 'bridge br0 has ports eth0 and veth1'],
  ['bridge', { bridge: 'br0', ports: 'eth0' }, 'br0', 'bridge br0 has port eth0'],
  [
    'command',
    { command: 'nproc', stdout: '2' },
    'nproc',
    '`nproc` ends with status 0, standard output is `2`',
  ],
  ['container', { container: 'test1' }, 'test1', 'container test1 exists'],
  [
    'container',
    { container: 'test1', state: 'RUNNING', addresses: ['10.0.0.11'], autostart: true },
    'test1',
    'container test1 is RUNNING, has 10.0.0.11 and starts at boot',
  ],
  [
    'file',
    { file: '/etc/x', mode: '644', owner: 'root' },
    '/etc/x',
    '/etc/x has mode 0644 and belongs to root',
  ],
  ['file', { file: '/etc/x', absent: true }, '/etc/x', '/etc/x is absent'],
  [
    'http',
    { http: 'http://10.0.0.100/', status: 200 },
    '10.0.0.100',
    'http://10.0.0.100/ answers: status 200',
  ],
  [
    'http',
    { http: 'http://10.0.0.100/', requests: 6, alternates: ['web1', 'web2'] },
    '10.0.0.100',
    'http://10.0.0.100/ answers 6 times: web1 and web2 strictly in turn',
  ],
  [
    'http',
    { http: 'http://10.0.0.100/', requests: 4, distribution: { web1: 3, web2: 1 }, tolerance: 1 },
    '10.0.0.100',
    'http://10.0.0.100/ answers 4 times: web1 3 times, web2 1 time (±1)',
  ],
  ['iptables', { iptables: '-P FORWARD DROP' }, '-P FORWARD DROP', 'table filter has `-P FORWARD DROP`'],
  [
    'ipvs',
    {
      ipvs: '10.0.0.100:80',
      scheduler: 'rr',
      servers: [{ address: '192.168.0.21', forward: 'route', weight: 1 }],
    },
    '10.0.0.100:80',
    'virtual service 10.0.0.100:80 stands with scheduler rr, its servers:\n  192.168.0.21 route weight 1',
  ],
  ['module', { module: 'ip_vs' }, 'ip_vs', 'kernel module ip_vs is loaded or built in'],
  ['ping', { ping: '10.0.0.1' }, '10.0.0.1', '10.0.0.1 answers a ping'],
  ['process', { process: 'apache2', count: 2 }, 'apache2', '2 processes apache2 run'],
  ['service', { service: 'apache2' }, 'apache2', 'service apache2 is active'],
  ['tcp', { tcp: '[fd00::1]:80' }, '[fd00::1]:80', '[fd00::1]:80 accepts a connection'],
  [
    'udp',
    { udp: 'dns1:53', send: 'hello', expect: { contains: 'x' } },
    'dns1:53',
    'dns1:53 answers `hello` with a text that contains `x`',
  ],
];

test.each(valid)('%s %j', (type, keys, subject, expected) => {
  const spec = specOf(type, keys);
  expect(typeOf(type).subject(spec)).toBe(subject);
  expect(typeOf(type).expected(spec)).toBe(expected);
});

const wrong: [type: string, keys: Record<string, unknown>, problems: string[]][] = [
  [
    'container',
    { container: 'test1', state: 'RUNING' },
    ['state: Expected one of `RUNNING`, `STOPPED`, `FROZEN`, not `RUNING`'],
  ],
  ['container', { container: 'test1', sate: 'RUNNING' }, [': Unknown key `sate`: did you mean `state`?']],
  ['container', { container: 'test1', wihtin: '3s' }, [': Unknown key `wihtin`: did you mean `within`?']],
  [
    'container',
    { container: 'test1', addresses: [] },
    ['addresses: Expected a list of addresses, not an empty list'],
  ],
  [
    'container',
    { container: '-rf' },
    ['container: Expected the name of a container such as `test1`, not `-rf`'],
  ],
  [
    'address',
    { address: '10.0.0.1' },
    ['address: Expected an address with its prefix such as `10.0.0.1/24`, not `10.0.0.1`'],
  ],
  [
    'address',
    { address: '10.0.0.1/33' },
    ['address: Expected an address with its prefix such as `10.0.0.1/24`, not `10.0.0.1/33`'],
  ],
  [
    'command',
    { command: true },
    ['command: Expected a command, not the boolean true\nPut it in quotes: `"true"`'],
  ],
  [
    'command',
    { command: 'nproc', exit: 256 },
    ['exit: Expected an exit status from 0 to 255, not the number 256'],
  ],
  [
    'command',
    { command: 'nproc', stdout: 2 },
    ['stdout: Expected text, `{contains: …}` or `{matches: …}`, not the number 2\nPut it in quotes: `"2"`'],
  ],
  [
    'command',
    { command: 'nproc', stdout: { matches: '(' } },
    ['stdout.matches: Expected a regular expression, not `(`: Unterminated group'],
  ],
  [
    'file',
    { file: '/x', mode: 644 },
    [
      'mode: Expected a mode in quotes such as `"0644"`, not the number 644\nPut it in quotes: YAML takes `0644` without them for the number 644',
    ],
  ],
  ['file', { file: 'etc/x' }, ['file: Expected an absolute path such as `/etc/hosts`, not `etc/x`']],
  [
    'file',
    { file: '/x', absent: true, contains: 'y' },
    [
      'contains: Expected no `contains` beside `absent`: a file that is not there has none\nTake one of the two away',
    ],
  ],
  [
    'http',
    { http: 'https://10.0.0.1/' },
    [
      'http: Expected a URL such as `http://10.0.0.100/`, not `https://10.0.0.1/`\nA check speaks plain HTTP only; for HTTPS write a `command` check with `curl`',
    ],
  ],
  [
    'http',
    { http: 'http://x/', alternates: ['web1', 'web1'], requests: 4 },
    ['alternates: Expected at least two different names such as `[web1, web2]`, not `web1, web1`'],
  ],
  [
    'http',
    { http: 'http://x/', alternates: ['web1', 'web2', 'web3'], requests: 2 },
    ['alternates: Expected `requests` of 3 or more beside `alternates`\nAdd a line such as `requests: 6`'],
  ],
  [
    'http',
    { http: 'http://x/', distribution: { web1: 3, web2: 2 }, requests: 4 },
    ['distribution: Expected numbers that add up to 4, the value of `requests`'],
  ],
  ['http', { http: 'http://x/', tolerance: 1 }, ['tolerance: Expected `distribution` beside `tolerance`']],
  [
    'iptables',
    { iptables: 'INPUT -j DROP' },
    [
      'iptables: Expected a rule as `iptables -S` prints it, such as `-A INPUT -p tcp --dport 80 -j ACCEPT`, not `INPUT -j DROP`',
    ],
  ],
  [
    'ipvs',
    { ipvs: 'web:80' },
    ['ipvs: Expected an address and a port such as `10.0.0.100:80`, not `web:80`'],
  ],
  [
    'ipvs',
    { ipvs: '10.0.0.1:80', servers: [{ address: '10.0.0.2', forward: 'gate' }] },
    ['servers.0.forward: Expected one of `route`, `masq`, `tunnel`, not `gate`'],
  ],
  ['ping', { ping: '1.2.3' }, ['ping: Expected an address or host name such as `10.0.0.1`, not `1.2.3`']],
  ['process', { process: 'a', count: 1.5 }, ['count: Expected a number of processes, not the number 1.5']],
  [
    'service',
    { service: null },
    ['service: Expected the name of a systemd unit such as `apache2`, not nothing'],
  ],
  ['tcp', { tcp: '10.0.0.1' }, ['tcp: Expected a host and a port such as `10.0.0.1:80`, not `10.0.0.1`']],
  [
    'tcp',
    { tcp: '10.0.0.1:70000' },
    ['tcp: Expected a host and a port such as `10.0.0.1:80`, not `10.0.0.1:70000`'],
  ],
  [
    'udp',
    { udp: 'x:53', send: 'y' },
    ['expect: Expected text, `{contains: …}` or `{matches: …}`, not nothing'],
  ],
];

test.each(wrong)('%s %j is refused', (type, keys, problems) => {
  expect(problemsOf(type, keys)).toEqual(problems);
});
