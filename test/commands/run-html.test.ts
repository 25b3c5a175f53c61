import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callLab, eventsOf, startLab } from '../helpers/call-lab.ts';
import { sh, writeLab } from '../helpers/write-lab.ts';
import { hearEvent } from './hear-event.ts';

let folder: string;
let page: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
  page = join(folder, 'page.html');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const lab = (name: string, body: string) => writeLab({ folder, name, body });
const here = ['--host', 'host1=local', '--yes'];
const verdictOf = () =>
  /<span class="word \w+">(?<verdict>.*?)<\/span>/.exec(readFileSync(page, 'utf8'))?.groups?.['verdict'];

describe('lab run --html', () => {
  test('writes a page with what was typed and printed', async () => {
    const path = lab('passes', sh('echo "<b>$((6 * 7))</b>"'));
    expect((await callLab(['run', path, ...here, '--html', page])).exitCode).toBe(0);
    expect(verdictOf()).toBe('✓ passed');
    expect(readFileSync(page, 'utf8')).toContain('&#60;b&#62;42&#60;/b&#62;');
    expect(readdirSync(folder).sort()).toEqual(['page.html', 'passes.md']);
  });

  test('also where the run fails or breaks, with what was found then', async () => {
    const failing = lab('fails', sh('false'));
    expect((await callLab(['run', failing, ...here, '--html', page])).exitCode).toBe(1);
    expect(verdictOf()).toBe('✗ failed');
    expect(readFileSync(page, 'utf8')).toMatch(/<code>hosts\/host1.txt<\/code>[^]*\$ ip addr\n1: lo:/);
    const breaking = lab('breaks', sh('kill -KILL $PPID; sleep 10'));
    expect((await callLab(['run', breaking, ...here, '--html', page])).exitCode).toBe(3);
    expect(verdictOf()).toBe('! broken');
  });

  test('also where it is interrupted, about what was under way', async () => {
    const paths = [lab('waits', sh('echo before\nsleep 100')), lab('never', sh('true'))];
    const args = ['run', ...paths, ...here, '--html', page, '--reporter', 'json'];
    const { child, ended } = startLab(args);
    await hearEvent(child.stdout, ({ event }) => event === 'output');
    child.kill('SIGINT');
    expect((await ended).exitCode).toBe(130);
    const source = readFileSync(page, 'utf8');
    expect(verdictOf()).toBe('‖ interrupted');
    expect(source).toContain('Did not begin: 1 run.');
    expect(source).toMatch(/<pre class="output">\nbefore<\/pre>/);
  });

  test('has all labs and repetitions of a call, those of another language marked', async () => {
    const paths = [lab('one', sh('true')), lab('two.ja', sh('true'))];
    await callLab(['run', ...paths, ...here, '--html', page, '--repeat', '2']);
    const source = readFileSync(page, 'utf8');
    expect(source).toContain('4 runs: 4 passed');
    expect(source.match(/<article id="run-\d"/g)).toHaveLength(4);
    expect(source.match(/<h2 lang="ja">two.ja</g)).toHaveLength(2);
  });

  test('replaces what stood there, through a symbolic link too', async () => {
    const path = lab('passes', sh('true'));
    mkdirSync(join(folder, 'pages'));
    writeFileSync(join(folder, 'pages/old.html'), 'old');
    symlinkSync('pages/old.html', page);
    await callLab(['run', path, ...here, '--html', page]);
    expect(lstatSync(page).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'pages/old.html'), 'utf8')).toMatch(/^<!doctype html>/);
  });

  test.each([
    ['no/such/page.html', /Cannot write .*: its folder does not exist\nMake it with: mkdir -p /],
    ['.', /Cannot write .*: it is no regular file\nName another file/],
    ['runs.md', /Expected --html with a file to write, not the document /],
  ])('%s is refused before anything runs', async (name, says) => {
    const path = lab('runs', sh(`touch ${folder}/ran`));
    const { exitCode, stderr } = await callLab(['run', path, ...here, '--html', join(folder, name)]);
    expect(stderr).toMatch(says);
    expect(exitCode).toBe(2);
    expect(readdirSync(folder)).toEqual(['runs.md']);
  });
});

test('lab run --timing says on standard error where the time went, and reports stay as they are', async () => {
  const check = '```yaml check\n- file: /nonexistent/file\n  id: never\n  within: 300ms\n```\n';
  const path = lab('times', sh('sleep 0.3') + check);
  const ended = await callLab(['run', path, ...here, '--reporter', 'json', '--timing']);
  expect(eventsOf(ended).at(-1)?.event).toBe('report');
  expect(ended.stderr).toMatch(/^Where the time of times went: \d.* m?s\n/);
  expect(ended.stderr).toMatch(/^ {2}blocks +\d.* m?s\n {2}polling +\d.* m?s$/m);
  expect(ended.stderr).toMatch(/^ {2}stopping +\d/m);
  expect(ended.stderr).toMatch(/^ {2}slowest[^]* check never on host1, .*times\.md:\d+$/m);
});
