import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintCommand } from '../../runner/commands/lint.ts';
import { listCommand } from '../../runner/commands/list.ts';
import { planCommand } from '../../runner/commands/plan.ts';
import { readTargets } from '../../runner/commands/target-options.ts';
import { UsageError } from '../../runner/commands/usage-error.ts';
import { findProgram } from '../helpers/find-program.ts';
import { enterFolder, saying } from './folder.ts';

/** As where the call says nothing of hosts. */
const nowhere = readTargets({ positionals: [], values: {} });

const collect = () => {
  const printed: string[] = [];
  return { text: () => printed.join(''), stdout: (text: string) => void printed.push(text) };
};

const wrong = '---\ntitle: W\n---\n\n## Step\n\n```sh timeout=5\nif\n```\n';

const looks = { color: false, repositoryPath: (document: string) => `repository/${document}` };

describe('lab lint', () => {
  const lint = async (labs: readonly string[], output: 'plain' | 'json' | 'github' = 'plain') => {
    const { text, stdout } = collect();
    const status = await lintCommand({ ...looks, labs, output, stdout });
    return { status, text: text() };
  };

  test('passes what is right', async () => {
    enterFolder({ 'labs/a.md': saying('a'), 'labs/b.md': saying('b') });
    expect(await lint(['a'])).toEqual({ status: 0, text: '1 document, no errors\n' });
    expect(await lint([])).toEqual({ status: 0, text: '2 documents, no errors\n' });
  });

  test('reports format and syntax at once, as JSON too', async () => {
    enterFolder({ 'b.md': wrong });
    const json = await lint(['b'], 'json');
    expect(json.status).toBe(2);
    expect(JSON.parse(json.text)).toMatchObject({
      event: 'report',
      lab: 'b',
      verdict: null,
      problems: [
        { line: 7, column: 15, rule: 'attribute-value' },
        { line: 8, column: 1, rule: 'shell-syntax' },
      ],
    });
    const plain = await lint(['b']);
    expect(plain.text).toContain('b.md:7:15  error  Expected a duration');
    expect(plain.text).toContain('1 document, 1 with errors\n');
  });

  test('annotates documents for GitHub, which obeys nothing that stands in them', async () => {
    const text = `${saying('b')}\n**「a\n::error::b」**の ##[error]\n\n![](https://example.com)\n`;
    enterFolder({ 'b.md': text });
    const { status, text: log } = await lint(['b'], 'github');
    expect(status).toBe(0);
    const lines = log.split('\n');
    expect(lines.filter((line) => /^\s*::|##\[/.test(line))).toEqual([
      expect.stringMatching(
        /^::warning file=repository\/b\.md,line=\d+,col=1,title=emphasis::These `\*\*` are no emphasis but text: \*\*「a%0A::error::b」\*\*%0APut /,
      ),
      expect.stringMatching(/^::warning file=repository\/b\.md,line=\d+,col=1,title=alt-text::This image /),
    ]);
    expect(log).toContain('  warning  These `**` are no emphasis');
    expect(lines.at(-2)).toBe('1 document, no errors');
  });
});

test('lab lint --rules lists them, as JSON too, and takes no document', async () => {
  const plain = collect();
  const options = { ...looks, labs: [], listsRules: true };
  expect(await lintCommand({ ...options, output: 'plain', stdout: plain.stdout })).toBe(0);
  expect(plain.text()).toMatch(/^translation +error +What runs or is checked differs/m);
  const json = collect();
  await lintCommand({ ...options, output: 'json', stdout: json.stdout });
  expect(JSON.parse(json.text().split('\n')[0] ?? '')).toMatchObject({
    rule: 'alt-text',
    severity: 'warning',
  });
  const call = lintCommand({ ...options, labs: ['a'], output: 'plain', stdout: json.stdout });
  await expect(call).rejects.toThrow(UsageError);
});

test('lab lint says on a terminal that ShellCheck was not asked, and nowhere else', async () => {
  const folder = enterFolder({ 'a.md': saying('a') });
  const path = process.env['PATH'];
  symlinkSync(findProgram('bash') ?? '', join(folder, 'bash'));
  process.env['PATH'] = folder;
  try {
    for (const isTerminal of [true, false]) {
      const { text, stdout } = collect();
      await lintCommand({ ...looks, labs: ['a'], output: 'plain', isTerminal, stdout });
      expect(text().includes('ShellCheck was not asked')).toBe(isTerminal);
    }
  } finally {
    process.env['PATH'] = path;
  }
});

describe('lab plan', () => {
  const plan = (labs: readonly string[], until: string | null = null) => {
    const { text, stdout } = collect();
    return { text, status: planCommand({ labs, targets: nowhere, from: null, until, json: false, stdout }) };
  };

  test('shows the steps, or what is wrong', async () => {
    enterFolder({ 'a.md': saying('a'), 'b.md': wrong });
    const right = plan(['a']);
    expect(await right.status).toBe(0);
    expect(right.text()).toContain('echo a');
    const bad = plan(['b']);
    expect(await bad.status).toBe(2);
    expect(bad.text()).toContain('shell-syntax');
    await expect(plan(['a'], 'stop').status).rejects.toThrow(UsageError);
    await expect(plan([]).status).rejects.toThrow('Expected the name of one lab');
  });
});

test('lab list names each lab once, with its languages', () => {
  const { text, stdout } = collect();
  enterFolder({ 'labs/a.md': saying('a'), 'labs/a.ja.md': saying('a') });
  expect(listCommand({ json: true, stdout })).toBe(0);
  expect(JSON.parse(text())).toEqual({
    lab: 'a',
    document: 'labs/a.md',
    translations: ['ja'],
    title: 'T',
    hosts: ['host1'],
    steps: [{ id: 'step', title: 'Step', blocks: 1, checks: 0 }],
  });
});
