import { describe, expect, test } from 'vitest';
import { judgeCommand } from '../../runner/checks/command.ts';
import { judgeContainer } from '../../runner/checks/container.ts';
import { parseContainerFacts } from '../../runner/checks/container-facts.ts';
import { judgeFile } from '../../runner/checks/file.ts';
import { parseFileFacts } from '../../runner/checks/file-facts.ts';
import { judgeModule } from '../../runner/checks/module.ts';
import { judgeProcess } from '../../runner/checks/process.ts';
import { parseProcesses } from '../../runner/checks/processes.ts';
import { judgeService } from '../../runner/checks/service.ts';

describe('container', () => {
  // lxc-info 5.0.2 and `ip -j addr`.
  const running = parseContainerFacts(`State:          RUNNING
PID:            19817
lxc.start.auto = 1
--
[{"ifname":"lo","flags":["UP"],"addr_info":[{"local":"127.0.0.1","prefixlen":8}]},{"ifname":"eth0","flags":["UP"],"addr_info":[{"local":"10.0.0.11","prefixlen":24}]}]`);
  const stopped = parseContainerFacts('State:          STOPPED\nlxc.start.auto = 0\n--\n');

  test.each([
    [
      { state: 'RUNNING' as const, addresses: ['10.0.0.11'], autostart: true },
      running,
      true,
      'container test1 is RUNNING, has 10.0.0.11/24 and starts at boot',
    ],
    [{ addresses: ['10.0.0.11/24'] }, running, true, 'container test1 is RUNNING and has 10.0.0.11/24'],
    [{ addresses: ['10.0.0.11/16'] }, running, false, 'container test1 is RUNNING and has 10.0.0.11/24'],
    [{ addresses: ['127.0.0.1'] }, running, false, 'container test1 is RUNNING and has 10.0.0.11/24'],
    [{}, stopped, true, 'container test1 is STOPPED'],
    [
      { state: 'RUNNING' as const, addresses: ['10.0.0.11'] },
      stopped,
      false,
      'container test1 is STOPPED and has no address',
    ],
    [{ autostart: true }, stopped, false, 'container test1 is STOPPED and does not start at boot'],
  ])('%j', (keys, facts, holds, observed) => {
    expect(judgeContainer({ container: 'test1', ...keys }, facts)).toEqual({ holds, observed });
  });
});

describe('command', () => {
  const found = { exit: 0, stdout: 'one\ntwo\n', stderr: '' };
  test.each([
    [{ exit: 0 }, found, true, 'ended with status 0'],
    [
      { exit: 0, stdout: 'one\ntwo' },
      found,
      true,
      'ended with status 0, standard output is\n    one\n    two',
    ],
    [
      { exit: 0, stdout: { matches: '^two$' } },
      found,
      true,
      'ended with status 0, standard output is\n    one\n    two',
    ],
    [
      { exit: 0, stdout: 'one\nthree' },
      found,
      false,
      'ended with status 0, standard output is\n    one\n    two\n  line 2 should be `three`, it is `two`',
    ],
    [
      { exit: 0, stdout: 'x' },
      { ...found, stdout: 'x \u001b[1m\n' },
      false,
      'ended with status 0, standard output is `x ␛[1m`',
    ],
    [{ exit: 0, stderr: { contains: 'no' } }, found, false, 'ended with status 0, standard error is nothing'],
    [
      { exit: 0 },
      { exit: 2, stdout: '', stderr: 'ls: no such file\n' },
      false,
      'ended with status 2, standard error is `ls: no such file`',
    ],
    [{ exit: 2 }, { exit: 2, stdout: '', stderr: 'ls: no such file\n' }, true, 'ended with status 2'],
  ])('%j of %j', (keys, findings, holds, observed) => {
    expect(judgeCommand({ command: 'ls', ...keys }, findings)).toEqual({ holds, observed });
  });
});

describe('file', () => {
  const config = parseFileFacts(
    'found 644 root adm regular file\nlxc.uts.name = test1\nlxc.net.0.type = veth\n',
  );
  const directory = parseFileFacts('found 755 root root directory\n');
  const missing = parseFileFacts('missing\n');
  const dangling = parseFileFacts('dangling /nowhere else\n');
  const path = '/etc/x';

  test.each([
    [
      { mode: '0644', owner: 'root:adm', contains: 'test1\n', matches: '^lxc\\.net.*veth$' },
      config,
      true,
      '/etc/x is so',
    ],
    [{ mode: '0600', owner: 'lxc' }, config, false, '/etc/x has mode 0644 and belongs to root'],
    [{ owner: 'root:root' }, config, false, '/etc/x belongs to root:adm'],
    [
      { contains: 'lxc.uts.name = test2' },
      config,
      false,
      '/etc/x does not contain it; the nearest line is `lxc.uts.name = test1`',
    ],
    [
      { contains: '127.0.0.1 localhost' },
      config,
      false,
      '/etc/x does not contain it: it is\n    lxc.uts.name = test1\n    lxc.net.0.type = veth',
    ],
    [
      { matches: '^veth' },
      config,
      false,
      '/etc/x does not match: it is\n    lxc.uts.name = test1\n    lxc.net.0.type = veth',
    ],
    [{ absent: true as const }, config, false, '/etc/x exists (regular file)'],
    [{}, directory, true, '/etc/x is so'],
    [{ contains: 'x' }, directory, false, '/etc/x is no file, but a directory'],
    [{}, missing, false, '/etc/x does not exist'],
    [{ absent: true as const }, missing, true, '/etc/x does not exist'],
    [{}, dangling, false, '/etc/x is a symbolic link to /nowhere else, which does not exist'],
    [
      { absent: true as const },
      dangling,
      false,
      '/etc/x is a symbolic link to /nowhere else, which does not exist',
    ],
  ])('%j', (keys, facts, holds, observed) => {
    if (!facts) throw new TypeError('No facts');
    expect(judgeFile({ file: path, ...keys }, facts)).toEqual({ holds, observed });
  });

  test('anything else is no answer', () => {
    expect(parseFileFacts('')).toBeNull();
    expect(parseFileFacts('bash: stat: command not found\n')).toBeNull();
  });
});

test.each([
  ['loaded Live\nknown\n', true, 'ip_vs is loaded'],
  ['loaded Unloading\nknown\n', false, 'ip_vs is unloading'],
  ['builtin\n', true, 'ip_vs is built in'],
  ['known\n', true, 'ip_vs is built in'],
  ['', false, 'ip_vs is neither loaded nor built in'],
])('module: %j', (facts, holds, observed) => {
  expect(judgeModule({ module: 'ip_vs' }, facts)).toEqual({ holds, observed });
});

// systemctl 252, Debian 12.
test.each([
  [
    'active',
    'Result=success\nLoadState=loaded\nActiveState=active\nSubState=running\n',
    true,
    'service apache2 is active (running)',
  ],
  [
    'active',
    'Result=exit-code\nLoadState=loaded\nActiveState=failed\nSubState=failed\n',
    false,
    'service apache2 is failed (exit-code)',
  ],
  [
    'failed',
    'Result=exit-code\nLoadState=loaded\nActiveState=failed\nSubState=failed\n',
    true,
    'service apache2 is failed (exit-code)',
  ],
  [
    'inactive',
    'Result=success\nLoadState=not-found\nActiveState=inactive\nSubState=dead\n',
    false,
    'there is no service apache2',
  ],
] as const)('service %s: %j', (state, output, holds, observed) => {
  expect(judgeService({ service: 'apache2', state }, output)).toEqual({ holds, observed });
});

describe('process', () => {
  const stat = (pid: number, comm: string, state: string, parent: number, program: string) =>
    `${pid} (${comm}) ${state} ${parent} ${pid} ${pid} 0 -1 4194560 0\n\0${program}\0`;
  const processes = parseProcesses(
    [
      '900\0',
      stat(1, 'systemd', 'S', 0, '/sbin/init'),
      stat(2, 'kthreadd', 'S', 0, ''),
      stat(20, 'apache2', 'S', 1, '/usr/sbin/apache2'),
      stat(21, 'apache2', 'S', 20, '/usr/sbin/apache2'),
      stat(22, 'apache2', 'Z', 20, ''),
      stat(30, 'systemd-journal', 'S', 1, '/lib/systemd/systemd-journald'),
      stat(31, 'odd) S (name\n', 'S', 1, 'odd'),
      stat(32, 'nginx', 'S', 1, 'nginx: master process'),
      stat(33, 'bash', 'S', 1, '-bash'),
      stat(900, 'bash', 'R', 800, 'bash'),
      stat(901, 'bash', 'R', 900, 'bash'),
    ].join(''),
  );

  test.each([
    ['apache2', undefined, true, '2 processes apache2 run: 20, 21'],
    ['apache2', 2, true, '2 processes apache2 run: 20, 21'],
    ['apache2', 3, false, '2 processes apache2 run: 20, 21'],
    ['systemd-journald', 1, true, '1 process systemd-journald runs: 30'],
    ['init', 1, true, '1 process init runs: 1'],
    ['kthreadd', 1, true, '1 process kthreadd runs: 2'],
    ['odd', 1, true, '1 process odd runs: 31'],
    ['nginx', 1, true, '1 process nginx runs: 32'],
    ['bash', 1, true, '1 process bash runs: 33'],
    ['mysqld', undefined, false, 'no process mysqld runs'],
    ['mysqld', 0, true, 'no process mysqld runs'],
  ])('%s × %s: %s', (process, count, holds, observed) => {
    expect(judgeProcess({ process, count }, processes)).toEqual({ holds, observed });
  });
});
