import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCommands } from '../../runner/commands/index.ts';
import { parseCall } from '../../runner/commands/parse-call.ts';
import { nameOf } from '../../runner/completion/offers.ts';
import { packageRoot } from '../../runner/package-root.ts';
import { callLab } from '../helpers/call-lab.ts';

const commands = (await loadCommands()).map(nameOf);

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

test('every example of the help is a call that its command takes', async () => {
  for (const command of await loadCommands()) {
    for (const example of command.examples) {
      // What a shell redirects and pipes is not ours to take.
      const [lab, name, ...words] = example.replace(/ ?[<>|].*$/, '').split(' ');
      expect([lab, name]).toEqual(['lab', nameOf(command)]);
      const { values } = parseCall(command, words);
      for (const [option, { values: known }] of Object.entries(command.options))
        if (known && values[option] !== undefined) expect(known).toContain(values[option]);
    }
  }
});

test('the help says of each value that an option knows what it is', async () => {
  for (const { options } of await loadCommands()) {
    for (const { values = [], help } of Object.values(options))
      for (const value of values) expect(help).toMatch(new RegExp(`\\b${value}\\b`));
  }
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
    [['run', hello, '--until'], /Expected --until STEP, not --until alone/],
    [
      ['run', hello, '--engine', '--keep'],
      /Expected --engine NAME, .*\nKnown: `auto`, `kvm`, `uml`, `tcg`\./,
    ],
    [['run', hello, '--yes=no'], /Expected --yes without a value/],
    [['run', '01-lxc'], /Cannot find the lab `01-lxc`.\nDid you mean `01-lxc-basics`\?/],
    [['--reporter', 'json'], /Expected a command, not the option --reporter/],
    [['help', 'rum'], /Did you mean `run`\?/],
    [['help', 'run', '--man'], /Expected --man without `run`/],
    [['completion'], /Expected the name of a shell: bash, zsh, fish/],
    [['completion', 'bsh'], /Unknown shell bsh\nDid you mean `bash`\?/],
    [['status', 'x'], /Unexpected argument `x`\nExpected: lab status\n/],
    [['reset', 'x', 'y'], /Unexpected argument `y`\nExpected: lab reset \[STEP\]\n/],
    [['run', hello, '--until', 'stp'], /has no step stp\nDid you mean `step`\?/],
    [['run', hello, '--host', 'host1'], /Expected --host NAME=TARGET .* not `host1`/],
    [['run', hello, '--host', 'host1=vmware'], /not `host1=vmware`/],
    [['run', hello, '--host', 'host2=local'], /has no host host2\nDid you mean `host1`\?/],
    [
      ['run', hello, '--engine', 'uml', '--from', 'one'],
      /run --from rests on checkpoints, and --engine uml keeps none/,
    ],
    [['up', hello, '--engine', 'uml', '--at', 'one'], /up --at rests on checkpoints/],
    [['dev', hello, '--engine', 'uml'], /dev rests on checkpoints/],
    [['run', hello, '--engine', 'kvn'], /Unknown --engine kvn\nDid you mean `kvm`\?/],
    [['run', hello, '--reporter', 'jsn'], /Unknown --reporter jsn\nDid you mean `json`\?/],
    [['run', hello, '--repeat', '0'], /Expected --repeat with a number such as `10`, not `0`/],
    [['run', hello, '--repeat', 'two'], /not `two`/],
    [
      ['run', hello, '--jobs', '2', '--on-failure', 'shell'],
      /Expected --on-failure shell or --jobs, not both/,
    ],
    [['run', hello, '--jobs', '0'], /Expected --jobs with a number such as `10` or `auto`, not `0`/],
    [['run', hello, '--jobs', 'all'], /not `all`/],
    [['run', hello, '--jobs'], /Expected --jobs N\|auto, not --jobs alone/],
    [
      ['run', hello, '--jobs', '2', '--keep', '--repeat', '2'],
      /Hosts can be kept of one run of one lab only/,
    ],
    [['run', hello, '--junit', 'no/lab.xml'], /Cannot write no\/lab.xml: its folder does not exist/],
    [['verify', hello, '--junit', 'lab.xml', '--watch'], /Expected --watch without --junit/],
    [['lint', '--reporter', 'xml'], /Unknown --reporter xml/],
    [['plan'], /Expected the name of one lab/],
    [['plan', hello, hello], /Unexpected argument `.*bom.md`\nExpected: lab plan LAB\n/],
    [['plan', hello, '--until', 'none'], /Unknown step `none`/],
    [['list', '--nothing'], /Unknown option --nothing/],
  ])('%j', async (args, says) => {
    const { exitCode, stdout, stderr } = await callLab(args);
    expect(stderr).toMatch(/^lab: /);
    expect(stderr).toMatch(says);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });
});
