import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callLab, eventsOf } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { sh } from '../helpers/write-lab.ts';

/** The first start builds the image; without KVM a boot takes ten seconds, on a busy machine a minute. */
const auditLimitMs = 900_000;

const document = [
  '---\ntitle: Words\nhosts: { host1: { memory: 256M } }\n---\n',
  '## Write\n',
  sh('mkdir work\ncd work\ntouch nobody-asks\nword=later'),
  sh('pwd'),
  '```output exact\n/root/work\n```\n',
  '```yaml check\n- { file: /root/work, id: work }\n```\n',
  '## Use\n',
  '```ini id=list file=/root/list\none\n```\n',
  sh('echo "$word" | tee word', 'background ready=later'),
  '```yaml check\n- { file: /root/work/word, id: used, within: 10s, contains: later }\n- { file: /root/list, id: listed }\n```\n',
].join('\n');

describe.skipIf(noMachines !== null)(`lab audit${noMachines === null ? '' : ` (${noMachines})`}`, () => {
  let folder: string;
  let env: Record<string, string>;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lab-audit-'));
    env = { XDG_RUNTIME_DIR: folder, XDG_STATE_HOME: join(folder, 'state') };
    writeFileSync(join(folder, 'words.md'), document);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const audit = (...args: string[]) => callLab(['audit', 'words.md', '--yes', ...args], { cwd: folder, env });
  const auditOf = (ended: { stdout: string }) =>
    eventsOf(ended).flatMap((event) => (event.event === 'audit' ? [event] : []))[0];

  test('finds the hole, and says where each other line is caught', { timeout: auditLimitMs }, async () => {
    const ended = await audit('--omit', '--reporter', 'json', '--output', 'table.md');
    const caught = auditOf(ended)?.lines.map(({ text, step, verdict, by }) => [
      text,
      step,
      by ? `${by.kind} ${by.id} of ${by.step}: ${String(by.reason)}` : verdict,
    ]);
    expect(caught).toEqual([
      ['mkdir work', 'write', 'block write-1 of write: exit'],
      ['cd work', 'write', 'block write-2 of write: output'],
      ['touch nobody-asks', 'write', 'hole'],
      ['word=later', 'write', 'block use-2 of use: exit'],
      ['pwd', 'write', 'block write-2 of write: output'],
      ['# write /root/list', 'use', 'check listed of use: null'],
      ['echo "$word" | tee word', 'use', 'block use-2 of use: exit'],
    ]);
    expect(ended.exitCode).toBe(1);
    expect(auditOf(ended)).toMatchObject({
      verdict: 'failed',
      findings: [],
      grid: {
        steps: ['write', 'use'],
        rows: [
          { check: 'work', cells: ['fails', 'holds', 'holds'] },
          { check: 'used', cells: ['fails', 'fails', 'holds'] },
          { check: 'listed', cells: ['fails', 'fails', 'holds'] },
        ],
      },
    });
    expect(readFileSync(join(folder, 'table.md'), 'utf8')).toContain(
      '| 11 | `touch nobody-asks` | write | **nothing** |\n',
    );
    expect(existsSync(join(folder, 'state'))).toBe(false);
  });

  test(
    'finds the check that proves nothing, and tries no line unasked',
    { timeout: auditLimitMs },
    async () => {
      const vacuous = document.replace('id: listed }', 'id: listed }\n- { file: /root/work, id: still }');
      writeFileSync(join(folder, 'words.md'), vacuous);
      const ended = await audit();
      writeFileSync(join(folder, 'words.md'), document);
      expect(ended.stdout).toMatch(
        /words\.md:\d+ {2}error {2}vacuous {2}check still on host1 holds after step write already: /,
      );
      expect(ended.stdout).toMatch(/\n✗ failed {2}words · 4 checks · 2 steps · 1 error · \d/);
      expect(ended.exitCode).toBe(1);
    },
  );

  test('stops where its budget is used up, and says so', { timeout: auditLimitMs }, async () => {
    const ended = await audit('--budget', '1ms');
    expect(ended.stdout).toMatch(/ · 7 not tried: the budget was used up · /);
    expect(ended.exitCode).toBe(0);
    expect((await audit('--budget', 'much')).stderr).toContain('Expected a duration such as `10m`');
  });

  test('audits a part, which may have no hole', { timeout: auditLimitMs }, async () => {
    const ended = await audit('--step', 'use', '--reporter', 'plain');
    expect(ended.stdout).toMatch(
      /\n✓ passed {2}words · 3 checks · 2 steps · 0 errors · 2 lines · 2 caught in their own step · 0 holes · /,
    );
    expect(ended.exitCode).toBe(0);
    expect((await audit('--line', '9', '--reporter', 'json')).exitCode).toBe(0);
  });

  test('says what it can not leave out, and where the next line is', async () => {
    const ended = await audit('--line', '5');
    expect(ended.stderr).toBe(
      'lab: words.md has no command that begins on line 5\nThe next one begins on line 9\nSee: lab help audit\n',
    );
    expect(ended.exitCode).toBe(2);
  });

  test('a lab that does not pass is not audited', { timeout: auditLimitMs }, async () => {
    writeFileSync(join(folder, 'fails.md'), document.replace('word=later', 'false'));
    const ended = await callLab(['audit', 'fails.md', '--reporter', 'json'], { cwd: folder, env });
    expect(ended.exitCode).toBe(1);
    expect(eventsOf(ended).at(-1)).toMatchObject({ event: 'report', verdict: 'failed' });
  });
});
