import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../runner/execute/events.ts';
import { createReporter } from '../../../runner/report/index.ts';
import * as recorded from '../recorded.ts';

function summaryOf(...runs: (readonly RunEvent[])[]): string {
  let summary = '';
  const stream = { write: () => undefined };
  const addToSummary = (markdown: string) => (summary += markdown);
  const reporter = createReporter({ kind: 'github', stream, addToSummary });
  for (const event of runs.flat()) reporter.handle(event);
  reporter.close();
  reporter.close();
  return summary;
}

describe('the summary of a job', () => {
  test('has a row for each lab, and below what failed', async () => {
    const summary = summaryOf(
      recorded.passing,
      recorded.failingBlock,
      recorded.brokenHost,
      recorded.wrongDocument,
      recorded.aborted,
    );
    await expect(summary).toMatchFileSnapshot('../golden/summary.github.txt');
  });

  test('shows what hosts print as code, and as nothing else', () => {
    const evil = '```\n</details>\n`````\n# Heading\n<img src=x>\n| a | b |\n~~~';
    const summary = summaryOf(
      recorded.concluded([
        recorded.start,
        recorded.checkEnd('create', 'test1-stopped', { verdict: 'failed', expected: evil, observed: evil }),
      ]),
    );
    const { children } = unified().use(remarkParse).parse(summary);
    expect(children.map(({ type }) => type)).toEqual(['heading', 'paragraph', 'paragraph', 'code']);
    const [code] = children.slice(-1);
    expect(code?.type === 'code' && code.value).toContain('</details>\n          `````\n          # Heading');
  });

  test('stays below what GitHub takes, and says what it leaves out', () => {
    const summary = summaryOf(...Array.from({ length: 5000 }, () => recorded.failingBlock));
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary).toMatch(/^\| … \| and \d+ more \|/m);
    expect(summary).toMatch(/^… and \d+ failures more$/m);
  });
});

test('groups never nest, and each has an end', () => {
  for (const run of [
    recorded.passing,
    recorded.brokenHost,
    recorded.aborted,
    recorded.brokenHost.slice(0, -1),
  ]) {
    let text = '';
    const reporter = createReporter({ kind: 'github', stream: { write: (chunk) => (text += chunk) } });
    for (const event of run) reporter.handle(event);
    reporter.close();
    const groups = [...text.matchAll(/^::(group|endgroup)::/gm)].map(([, name]) => name);
    expect(groups.length).toBeGreaterThan(0);
    expect(groups).toEqual(groups.map((_, index) => (index % 2 === 0 ? 'group' : 'endgroup')));
  }
});
