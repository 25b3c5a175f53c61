import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadCommand } from '../../runner/commands/index.ts';
import { parseCall } from '../../runner/commands/parse-call.ts';
import { packageRoot } from '../../runner/package-root.ts';
import { sh, writeLab } from '../helpers/write-lab.ts';

const read = (path: string): string => readFileSync(join(packageRoot, path), 'utf8');
const workflows = ['.github/workflows/ci.yml', '.github/workflows/audit.yml'];
const asYaml = (path: string): unknown => parse(read(path), { strict: true, uniqueKeys: true });

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
}
const action = asYaml('action.yml') as { inputs: Record<string, unknown>; runs: { steps: Step[] } };
const gitlab = asYaml('examples/gitlab-ci.yml') as {
  labs: Record<'before_script' | 'script' | 'after_script', string[]>;
};

const scripts = [
  read('.ci/run'),
  read('.ci/audit'),
  ...workflows.flatMap((path) => {
    const { jobs } = asYaml(path) as { jobs: Record<string, { steps: Step[] }> };
    return Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run: script }) => script ?? []));
  }),
  ...action.runs.steps.flatMap(({ run: script }) => script ?? []),
  ...(['before_script', 'script', 'after_script'] as const).map((part) => gitlab.labs[part].join('\n')),
];

/** Calls of the program in shell scripts: the words behind it. */
const calls = scripts
  .flatMap((script) => script.split('\n'))
  .flatMap(
    (line) =>
      /(?:lab"?|\/lab\/lab) ((?:run|lint|doctor|audit).*?)(?: "\$@")?(?: \|\|.*)?$/.exec(line)?.[1] ?? [],
  );

test.each(scripts)('bash can parse %j', async (script) => {
  await execa('bash', ['-n'], { input: script });
});

test('every input of the action is used, and every one that is used is there', () => {
  const used = [...read('action.yml').matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
  expect([...new Set(used)].sort()).toEqual(Object.keys(action.inputs).sort());
});

test('the job that the README shows gives the action what it takes', () => {
  const shown = [...read('README.md').matchAll(/^```yaml\n(jobs:[^]*?)^```$/gm)].map(([, text = '']) => text);
  expect(shown).toHaveLength(1);
  const { jobs } = parse(shown[0] ?? '') as {
    jobs: { labs: { steps: { uses?: string; with?: Record<string, string> }[] } };
  };
  const [step] = jobs.labs.steps.filter(({ uses }) => uses?.startsWith('OWNER/lab@'));
  for (const input of Object.keys(step?.with ?? {})) expect(action.inputs).toHaveProperty(input);
  expect(read('README.md')).toContain('steps.lab.outputs.failures');
  expect(parse(read('action.yml'))).toHaveProperty('outputs.failures');
});

test('no script holds what GitHub would put into its text: inputs come as variables', () => {
  for (const script of scripts) expect(script).not.toContain('${{');
});

describe('with the options that CI wants', () => {
  test('every call is one that its command takes', async () => {
    expect(calls.length).toBe(6);
    for (const call of calls) {
      const [name = '', ...words] = call.replaceAll('"', '').split(' ');
      const command = await loadCommand(name);
      const { values } = parseCall(command, words);
      const reporter = values['reporter'];
      if (reporter !== undefined) expect(command.options['reporter']?.values).toContain(reporter);
    }
  });

  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lab-action-'));
    mkdirSync(join(folder, 'labs'));
    writeLab({ folder: join(folder, 'labs'), name: 'one', body: sh('true') });
    writeLab({ folder: join(folder, 'labs'), name: 'two', body: sh('true') });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(['lab lint', 'lab run'])('of the action, %s takes labs by a pattern', async (step) => {
    const script = action.runs.steps.find(({ name }) => name === step)?.run ?? '';
    const { stdout } = await execa('bash', ['-eo', 'pipefail', '-c', script], {
      cwd: folder,
      env: {
        CI: 'true',
        GITHUB_ACTION_PATH: packageRoot,
        LABS: 'labs/*.md',
        ARGUMENTS: '--host host1=local --yes',
        JUNIT: 'report.xml',
      },
    });
    if (step === 'lab lint') expect(stdout).toBe('2 documents, no errors');
    else expect(readFileSync(join(folder, 'report.xml'), 'utf8')).toMatch(/one[^]*two/);
  });
});

test('the name of the cache is that of the recipe, wherever the action was put', async () => {
  const script = action.runs.steps.find(({ run: text }) => text?.includes('key='))?.run ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'lab-action-'));
  try {
    const output = join(folder, 'output');
    const env = { GITHUB_OUTPUT: output, GITHUB_ACTION_PATH: packageRoot };
    await execa('bash', ['-eo', 'pipefail', '-c', script], { env });
    mkdirSync(join(folder, 'elsewhere/content'), { recursive: true });
    await execa('cp', ['-r', join(packageRoot, 'content/image'), join(folder, 'elsewhere/content')]);
    await execa('bash', ['-eo', 'pipefail', '-c', script], {
      env: { ...env, GITHUB_ACTION_PATH: join(folder, 'elsewhere') },
    });
    const keys = [...readFileSync(output, 'utf8').matchAll(/^key=(lab-images-\w+-[0-9a-f]{32})$/gm)];
    expect(keys).toHaveLength(2);
    expect(keys[0]?.[1]).toBe(keys[1]?.[1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
