import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callLab, eventsOf, reportsOf } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { sh } from '../helpers/write-lab.ts';

/** The first start builds the image; without KVM a boot takes ten seconds, on a busy machine a minute. */
const limitMs = 900_000;

const document = [
  '---\ntitle: Site\nhosts: { host1: { memory: 256M } }\n---\n',
  '## Make\n',
  sh('mkdir site\nchmod 700 site\ncd site\necho hello >page', 'id=make'),
  sh('pwd', 'id=where'),
  '```output exact\n/root/site\n```\n',
  sh('cp page copy', 'id=copy'),
  '```yaml check',
  "- { file: /root/site, id: folder }\n- { file: /root/site, id: mode, mode: '0700' }",
  '- { file: /root/site/page, id: page }\n- { file: /root/site/copy, id: copied }\n```\n',
  '## Use\n',
  sh('touch used'),
  '```yaml check\n- { file: /root/site/used, id: used }\n```\n',
].join('\n');

describe.skipIf(noMachines !== null)(
  `what was left out${noMachines === null ? '' : ` (${noMachines})`}`,
  () => {
    let folder: string;
    let env: Record<string, string>;
    const call = (...args: string[]) => callLab(args, { cwd: folder, env });
    const recorded = () =>
      JSON.parse(readFileSync(join(folder, 'audit/site.json'), 'utf8')) as {
        untouched: { step: string; failing: { check: string }[] }[];
        lines: { text: string; failing: { check: string }[] | null }[];
      };
    /** Which checks were recorded to fail without each line. */
    const cases = () =>
      recorded().lines.map(({ text, failing }) => [text, failing?.map(({ check }) => check).join(' ')]);

    beforeAll(() => {
      // Short: sockets lie in it (unix(7)).
      folder = mkdtempSync('/tmp/left-');
      env = { XDG_RUNTIME_DIR: folder, XDG_STATE_HOME: join(folder, 'state') };
      writeFileSync(join(folder, 'site.md'), document);
    });
    afterAll(async () => {
      await call('down', '--all');
      rmSync(folder, { recursive: true });
    }, limitMs);

    test(
      'is recorded line by line, as somebody leaves it who goes on typing',
      { timeout: limitMs },
      async () => {
        expect(await call('audit', 'site.md', '--omit', '--record', '--yes')).toMatchObject({ exitCode: 0 });
        expect(cases()).toEqual([
          ['mkdir site', 'folder mode page copied'],
          ['chmod 700 site', 'mode'],
          // The page is written elsewhere, and found there.
          ['cd site', 'page copied'],
          ['echo hello >page', 'page copied'],
          // Nothing fails but what the document shows; the copy is made where it belongs all the same.
          ['pwd', ''],
          ['cp page copy', 'copied'],
          ['touch used', 'used'],
        ]);
        expect(
          recorded().untouched.map(({ failing }) => failing.map(({ check }) => check).join(' ')),
        ).toEqual(['folder mode page copied', 'used']);
        expect(readFileSync(join(folder, 'audit/site.md'), 'utf8')).toContain(
          '| 10 | `chmod 700 site` | make | check `mode` |\n',
        );
      },
    );

    test('stays recorded where only the checks are asked', { timeout: limitMs }, async () => {
      const before = cases();
      writeFileSync(join(folder, 'site.md'), document.replace('chmod 700 site\n', 'chmod 700 ./site\n'));
      expect(await call('audit', 'site.md', '--record')).toMatchObject({ exitCode: 0 });
      writeFileSync(join(folder, 'site.md'), document);
      expect(cases()).toEqual(before.filter(([text]) => text !== 'chmod 700 site'));
      const ended = await call('audit', 'site.md', '--line', '10', '--record', '--reporter', 'json');
      expect(eventsOf(ended).flatMap((event) => (event.event === 'audit' ? event.lines : []))).toHaveLength(
        1,
      );
      expect(cases()).toEqual(before);
    });

    test('is named to a learner, in either language', { timeout: limitMs }, async () => {
      writeFileSync(join(folder, 'site.ja.md'), document.replace('## Make\n', '## Make\n\nMore prose.\n'));
      expect(await call('up', 'site.md')).toMatchObject({ exitCode: 0 });
      const verified = async (document: string) =>
        reportsOf(await call('verify', document, '--reporter', 'json'))[0]?.leftOut ?? null;
      expect(await verified('site.md')).toBeNull();
      const input = 'mkdir site\ncd site\necho hello >page\ncp page copy\n';
      await callLab(['shell', 'host1'], { cwd: folder, env, input });
      const line = { line: 10, text: 'chmod 700 site', step: 'make' };
      expect(await verified('site.md')).toEqual({ lines: [line], exact: true, cases: 7 });
      expect(await verified('site.ja.md')).toEqual({ lines: [{ ...line, line: 12 }], exact: true, cases: 7 });
      expect((await call('verify')).stdout).toContain(
        '\nProbably left out:\n  site.md:10  chmod 700 site\nthe closest of 7 recorded cases\n',
      );
      const hints = [await call('hint'), await call('hint'), await call('hint')];
      expect(hints[2]?.stdout).toMatch(
        /^Hint 3 of 4\nProbably left out:\n {2}site\.md:10 {2}chmod 700 site\n/,
      );
    });

    test('is not said where nothing is recorded', { timeout: limitMs }, async () => {
      rmSync(join(folder, 'audit/site.json'));
      const ended = await call('verify', '--reporter', 'json');
      expect(reportsOf(ended)[0]).toMatchObject({ verdict: 'failed', firstWrong: 'mode' });
      expect(ended.stdout).not.toContain('leftOut');
      expect(existsSync(join(folder, 'audit/site.md'))).toBe(true);
    });
  },
);
