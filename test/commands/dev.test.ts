import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../runner/report/report.ts';
import { type Author, startAuthor } from '../helpers/author.ts';
import { callLab } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { sh } from '../helpers/write-lab.ts';

const hangMs = 900_000;

/** With a text that no run before it had: there are no checkpoints of it. */
const document = [
  '---\ntitle: Words\nhosts: { host1: { memory: 256M } }\n---\n',
  '## Folder\n',
  sh(`mkdir work # ${randomUUID()}\ncd work\nword=hello`),
  '```yaml check\n- { file: /root/work, id: folder }\n```\n',
  '## Word\n',
  sh('echo "$word" > word\ncat word'),
  '```output exact\nhello\n```\n',
  '```yaml check\n- { file: /root/work/word, id: word, contains: hello }\n```\n',
].join('\n');

const sources = ({ steps }: Report) => steps.map(({ verdict, source }) => `${verdict}: ${source}`);

describe.skipIf(noMachines !== null)(
  `lab dev follows an author${noMachines === null ? '' : ` (${noMachines})`}`,
  { timeout: hangMs },
  () => {
    let author: Author;
    beforeAll(async () => {
      const started = await startAuthor(document);
      expect(started.first.verdict).toBe('passed');
      author = started;
    }, hangMs);
    afterAll(async () => {
      expect(await author.leave()).toBe(130);
    }, hangMs);

    /** What a save made `lab dev` do. */
    const save = async (text: string) => {
      const { report, events } = await author.save(text);
      const ran = events.flatMap((each) => (each.event === 'block-start' ? [each.block] : []));
      return {
        report,
        ran,
        verdicts: sources(report),
        isAtHosts: events.some(({ event }) => event === 'start'),
      };
    };

    test('prose and hints cost nothing, and move lines', async () => {
      const { report, ran, isAtHosts } = await save(
        document.replace('## Word', 'Words.\n\n## Word').replace('id: word,', 'id: word, hint: Look., '),
      );
      expect({ ran, isAtHosts, verdict: report.verdict }).toEqual({
        ran: [],
        isAtHosts: false,
        verdict: 'passed',
      });
      const line = (id: string) => report.steps.find((step) => step.id === id)?.line;
      expect([line('folder'), line('word')]).toEqual([6, 21]);
    });

    test('a change of a block has its step run, on hosts as the step before left them', async () => {
      const { verdicts, ran } = await save(document.replace('cat word', 'cat ./word'));
      expect(verdicts).toEqual(['passed: checkpoint', 'passed: ran']);
      expect(ran).toEqual(['word-1']);
    });

    test('a change of a check is judged without a block being run', async () => {
      const wrong = await save(document.replace('contains: hello', 'contains: hallo'));
      expect(wrong.verdicts).toEqual(['passed: checkpoint', 'failed: checkpoint']);
      expect(wrong.ran).toEqual([]);
      expect(wrong.report.steps[1]?.checks[0]?.observed).toContain('nearest line is `hello`');
      const earlier = await save(document.replace('file: /root/work,', 'file: /root/works,'));
      expect(earlier.verdicts).toEqual(['failed: checkpoint', 'blocked: ran']);
      expect(earlier.ran).toEqual([]);
      const right = await save(document);
      expect(right.verdicts).toEqual(['passed: checkpoint', 'passed: checkpoint']);
      expect(right.ran).toEqual([]);
    });

    test('a change of what a block prints has it run; prose then keeps the failure', async () => {
      const wrong = document.replace('exact\nhello', 'exact\nhullo');
      expect((await save(wrong)).report.steps[1]?.blocks[0]).toMatchObject({
        verdict: 'failed',
        reason: 'output',
      });
      const still = await save(wrong.replace('## Word', 'Words.\n\n## Word'));
      expect(still.report.steps[1]?.blocks[0]).toMatchObject({ verdict: 'failed', line: 23 });
      expect(still.isAtHosts).toBe(false);
    });

    test('a wrong document shows its problems, and the next one is judged', async () => {
      const { report } = await save(document.replace('```output exact', '```output exactly'));
      expect(report.verdict).toBeNull();
      expect(report.problems[0]).toMatchObject({ severity: 'error', line: 27 });
      expect((await save(document)).verdicts).toEqual(['passed: checkpoint', 'passed: checkpoint']);
    });

    test('a new change stops the run that is under way', async () => {
      const count = () => author.events().filter(({ event }) => event === 'block-start').length;
      const before = count();
      author.write(document.replace('cat word', 'cat word; sleep 900'));
      await expect.poll(count, { timeout: hangMs }).toBe(before + 1);
      const { verdicts } = await save(document.replace('cat word', 'cat word; true'));
      expect(verdicts).toEqual(['passed: checkpoint', 'passed: ran']);
    });

    test('what an earlier step defined fails at its own line, wherever that stands now', async () => {
      const defining = document.replace('word=hello', 'word=hello\nbroken() {\n  true\n  false\n}');
      expect((await save(defining)).verdicts).toEqual(['passed: ran', 'passed: ran']);
      const moved = defining
        .replace('## Folder', 'Words.\n\n## Folder')
        .replace('cat word', 'cat word\nbroken');
      const { verdicts, report } = await save(moved);
      expect(verdicts).toEqual(['passed: checkpoint', 'failed: ran']);
      const line = moved.split('\n').indexOf('  false') + 1;
      expect(report.steps[1]?.blocks[0]).toMatchObject({ exit: 1, failedLine: line });
    });

    test('only what is up by its own wish is up', async () => {
      expect((await callLab(['status'], { env: author.env })).stdout).toContain('No lab is up');
    });
  },
);
