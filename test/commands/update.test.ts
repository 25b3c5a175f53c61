import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startUpdate } from '../../runner/commands/update-documents.ts';
import { readLab } from '../../runner/document/read.ts';
import type { RunEvent } from '../../runner/execute/events.ts';
import { answer } from '../helpers/answer.ts';
import { callLab, eventsOf, reportsOf } from '../helpers/call-lab.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const block = (command: string, output: string, mode = 'like') =>
  `\`\`\`sh\n${command}\n\`\`\`\n\n\`\`\`output ${mode}\n${output}\`\`\`\n\n`;
const document = (title: string, body: string) =>
  `---\ntitle: ${title}\n---\n\n## Step\n\n<!-- step: only -->\n\n${body}`;
const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
};
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

const here = ['--host', 'host1=local', '--yes'];
const update = (...args: string[]) =>
  callLab(['run', 'lab.md', ...here, '--update', ...args], { cwd: folder });
const run = (name = 'lab.md') => callLab(['run', name, ...here], { cwd: folder });

const drifted = () =>
  document(
    'Lab',
    block('date', 'Mon Jan  1 00:00:00 UTC 2024\n') +
      block('echo one; echo "two $RANDOM"; echo 3', 'one\nzwei\n...\n') +
      block('seq 9', '1\n...\n10\n') +
      block('echo true', '... true\n'.replace('... ', '')),
  );

test('output blocks are rewritten; then the lab passes, and a second update finds nothing', async () => {
  write('lab.md', drifted());
  expect((await run()).exitCode).toBe(1);
  const first = await update('--repeat', '2');
  expect(first).toMatchObject({ exitCode: 0, stderr: '' });
  expect(first.stdout).toContain('\n-zwei\n+two ...\n');
  expect(first.stdout).toMatch(/^✓ updated {2}lab\.md · 3 output blocks rewritten$/m);
  expect(read('lab.md')).toBe(
    document(
      'Lab',
      block('date', '...\n') +
        block('echo one; echo "two $RANDOM"; echo 3', 'one\ntwo ...\n...\n') +
        block('seq 9', '1\n...\n9\n') +
        block('echo true', 'true\n'),
    ),
  );
  expect((await run()).exitCode).toBe(0);
  const second = await update();
  expect(second.exitCode).toBe(0);
  expect(second.stdout).toMatch(/^✓ true {2}lab\.md · every output block says what came$/m);
  expect(second.stdout).not.toContain('@@');
});

test('translations are updated together with their original, by a run of either', async () => {
  const body = block('echo new', 'old\n') + block('echo 見本', 'Muster\n', 'sample');
  write('lab.md', document('Lab', body));
  write('lab.ja.md', document('ラボ', body.replace('Muster', '見本')).replaceAll('\n', '\r\n'));
  write('lab.de.md', document('Labor', body));
  const ended = await callLab(['run', 'lab.ja.md', 'lab.md', ...here, '--update'], { cwd: folder });
  expect(ended.exitCode).toBe(0);
  expect(ended.stdout.match(/^✓ updated {2}\S+/gm)).toEqual(
    ['lab.md', 'lab.de.md', 'lab.ja.md'].map((name) => `✓ updated  ${name}`),
  );
  expect(read('lab.ja.md')).toBe(
    document('ラボ', body.replace('Muster', '見本').replace('old', 'new')).replaceAll('\n', '\r\n'),
  );
  expect((await callLab(['lint', 'lab.md', 'lab.ja.md', 'lab.de.md'], { cwd: folder })).exitCode).toBe(0);
});

test('what only its author can mend is said, the rest is written, and the status is 1', async () => {
  write('lab.md', document('Lab', block('echo a', 'b\n') + block('echo a', '^b$\n', 'regex')));
  const ended = await update('--reporter', 'json');
  expect(ended.exitCode).toBe(1);
  expect(reportsOf(ended)).toMatchObject([{ verdict: 'passed' }]);
  expect(eventsOf(ended).slice(-2)).toMatchObject([
    {
      event: 'drift',
      document: 'lab.md',
      blocks: 1,
      left: [{ line: 21 }],
      difference: expect.stringContaining('\n-b\n+a\n') as string,
    },
    { event: 'updated', document: 'lab.md', blocks: 1, left: 1, isWritten: true },
  ]);
  expect(read('lab.md')).toContain('```output like\na\n');
});

describe('nothing is written', () => {
  const body = block('echo a', 'b\n');

  test('where a block fails by its status', async () => {
    const text = document('Lab', `${body}\`\`\`sh\nfalse\n\`\`\`\n`);
    write('lab.md', text);
    const ended = await update();
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toBe(
      'lab: No document is updated: what fails by its status or a check has to pass first\n',
    );
    expect(read('lab.md')).toBe(text);
  });

  test('where the document was changed while the lab ran', async () => {
    const text = document('Lab', body + block(`echo more >>${join(folder, 'lab.md')}`, ''));
    write('lab.md', text);
    const ended = await update();
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain('lab: Cannot update lab.md: it was changed while the lab ran.\n');
    expect(ended.stdout).toMatch(/^✗ drifted {2}lab\.md · 1 output block not rewritten$/m);
    expect(read('lab.md')).toBe(`${text}more\n`);
    expect(readdirSync(folder)).toEqual(['lab.md']);
  });

  test('where a translation has errors: then nothing runs either', async () => {
    write('lab.md', document('Lab', block(`touch ${join(folder, 'ran')}`, 'b\n')));
    write('lab.ja.md', '## Step\n\n```sh host=nowhere\nx\n```\n');
    const ended = await update();
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toMatch(
      /^lab: Cannot update lab\.ja\.md: it has errors.*\nSee them with: lab lint lab\.ja\.md\n$/,
    );
    expect(readdirSync(folder)).toEqual(['lab.ja.md', 'lab.md']);
  });

  test('where the answer is no; a yes writes', async () => {
    write('lab.md', document('Lab', body));
    const call = ['run', join(folder, 'lab.md'), '--host', 'host1=local', '--update'];
    const no = await answer(call, [
      ['Go on? [y/N]', 'y\n'],
      ['Write 1 document? [y/N]', 'n\n'],
    ]);
    expect(no.exitCode).toBe(1);
    expect(read('lab.md')).toBe(document('Lab', body));
    const yes = await answer(call, [
      ['Go on? [y/N]', 'y\n'],
      ['+a', ''],
      ['Write 1 document? [y/N]', 'y\n'],
    ]);
    expect(yes.exitCode).toBe(0);
    expect(read('lab.md')).toBe(document('Lab', body.replace('b\n', 'a\n')));
  });
});

test('without a terminal and without --yes the difference is shown, nothing is written, and the status is 1', async () => {
  const text = document('Lab', block('echo a', 'b\n'));
  write('lab.md', text);
  const { lab } = readLab({ path: join(folder, 'lab.md') });
  if (!lab) throw new Error('The document is wrong');
  const events: RunEvent[] = [];
  const reporter = { handle: (event: RunEvent) => void events.push(event), close: () => undefined };
  const updating = startUpdate([lab]);
  const place = { step: 'only', block: 'only-1', host: 'host1' };
  const followed = updating.follow(lab, { steps: lab.steps, reporter }).reporter;
  followed.handle({ event: 'block-start', ...place, container: null, line: 9, text: 'echo a' });
  followed.handle({ event: 'output', ...place, text: 'a\n' });
  const end = { verdict: 'passed', exit: 0, failedLine: null, reason: null, failure: null } as const;
  followed.handle({ event: 'block-end', ...place, ...end, line: 9, durationMs: 1 });
  expect(await updating.finish({ status: 0, reporter, yes: false })).toBe(1);
  expect(events.slice(-2)).toMatchObject([
    { event: 'drift', blocks: 1 },
    { event: 'updated', blocks: 1, isWritten: false },
  ]);
  expect(read('lab.md')).toBe(text);
});

test('the file keeps its mode, and a link to it stays one', async () => {
  mkdirSync(join(folder, 'elsewhere'));
  write('elsewhere/text.md', document('Lab', block('echo a', 'b\n')));
  chmodSync(join(folder, 'elsewhere/text.md'), 0o640);
  symlinkSync('elsewhere/text.md', join(folder, 'lab.md'));
  expect((await update()).exitCode).toBe(0);
  expect(read('elsewhere/text.md')).toContain('\na\n');
  expect(statSync(join(folder, 'elsewhere/text.md')).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isSymbolicLink())).toHaveLength(
    1,
  );
  expect(readdirSync(join(folder, 'elsewhere'))).toEqual(['text.md']);
});

test('what a host prints is data: neither terminal nor log obeys it, and no document gets it', async () => {
  write(
    'lab.md',
    document('Lab', block(String.raw`printf '\033[31mred\033[0m\n::error::x\n##[debug]y\n'`, 'old\n')),
  );
  const { stdout, exitCode } = await update();
  expect(exitCode).toBe(0);
  expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  expect(
    stdout.split('\n').filter((line) => line.trimStart().startsWith('::') || line.includes('##[')),
  ).toEqual([]);
  expect(read('lab.md')).toContain('```output like\n...red...\n::error::x\n##[debug]y\n```\n');
  expect((await run()).exitCode).toBe(0);
});
