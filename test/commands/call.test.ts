import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../runner/package-root.ts';
import { callLab } from '../helpers/call-lab.ts';

const commands = ['run', 'verify', 'lint', 'plan', 'list'];

describe('help', () => {
  test.each([[[]], [['help']], [['--help']], [['-h']]])('lab %j shows every command', async (args) => {
    const { exitCode, stdout, stderr } = await callLab(args);
    for (const command of commands) expect(stdout).toContain(`\n  lab ${command}`);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  test.each(commands)('of %s shows its usage and calls that work', async (command) => {
    const [one, other] = await Promise.all([callLab(['help', command]), callLab([command, '--help'])]);
    expect(one.stdout).toMatch(new RegExp(`^Usage: lab ${command}\\b[^]*\\nExamples:\\n  lab ${command}`));
    expect(one).toEqual(other);
    expect(one.exitCode).toBe(0);
  });
});

test.each(['--version', '-V'])('lab %s prints the version of package.json', async (option) => {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(await callLab([option])).toEqual({ exitCode: 0, stdout: `lab ${version}\n`, stderr: '' });
});

describe('a wrong call ends with 2 and says what would be right', () => {
  const hello = 'test/fixtures/markdown/bom.md';
  test.each<[args: string[], says: RegExp]>([
    [['rum'], /Unknown command rum\nDid you mean `run`\?\nSee: lab help\n$/],
    [['constructor'], /Unknown command constructor/],
    [['__proto__'], /Unknown command __proto__/],
    [['run'], /Expected the name of a lab, such as `01-lxc-basics`\nSee: lab help run\n$/],
    [['run', hello, '--unti', 'x'], /Unknown option --unti\nDid you mean `--until`\?/],
    [['run', hello, '-x'], /Unknown option -x/],
    [['run', hello, '--until'], /--until/],
    [['run', hello, '--yes=no'], /--yes/],
    [['run', hello, '--until', 'stp'], /has no step stp\nDid you mean `step`\?/],
    [['run', hello, '--host', 'host1'], /Expected --host NAME=TARGET .* not `host1`/],
    [['run', hello, '--host', 'host1=vmware'], /not `host1=vmware`/],
    [['run', hello, '--host', 'host2=local'], /has no host host2\nDid you mean `host1`\?/],
    [['run', hello, '--engine', 'kvn'], /Unknown --engine kvn\nDid you mean `kvm`\?/],
    [['run', hello, '--reporter', 'jsn'], /Unknown --reporter jsn\nDid you mean `json`\?/],
    [['run', hello, '--repeat', '0'], /Expected --repeat with a number such as `10`, not `0`/],
    [['run', hello, '--repeat', 'two'], /not `two`/],
    [['run', hello, '--junit', 'no/lab.xml'], /Cannot write no\/lab.xml: its folder does not exist/],
    [['verify', hello, '--junit', 'lab.xml', '--watch'], /Expected --watch without --junit/],
    [['lint', '--reporter', 'xml'], /Unknown --reporter xml/],
    [['plan'], /Expected the name of one lab/],
    [['plan', hello, hello], /Expected the name of one lab/],
    [['plan', hello, '--until', 'none'], /Unknown step `none`/],
    [['list', '--nothing'], /Unknown option --nothing/],
  ])('%j', async (args, says) => {
    const { exitCode, stdout, stderr } = await callLab(args);
    expect(stderr).toMatch(/^lab: /);
    expect(stderr).toMatch(says);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });
});
