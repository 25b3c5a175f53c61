import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { RunEvent } from '../../../runner/execute/events.ts';
import { showHarmful } from '../../../runner/execute/output/index.ts';
import { createReporter } from '../../../runner/report/index.ts';
import { renderPoint } from '../../../runner/report/tap/point.ts';
import { findProgram } from '../../helpers/find-program.ts';
import * as recorded from '../recorded.ts';

function tap(...runs: (readonly RunEvent[])[]): string {
  let text = '';
  const reporter = createReporter({ kind: 'tap', stream: { write: (chunk) => (text += chunk) } });
  for (const event of runs.flat()) reporter.handle(event);
  reporter.close();
  reporter.close();
  return text;
}

test('a point is there as soon as its block or check has ended', () => {
  let text = '';
  const reporter = createReporter({ kind: 'tap', stream: { write: (chunk) => (text += chunk) } });
  const end = recorded.passing.findIndex(({ event }) => event === 'block-end');
  for (const event of recorded.passing.slice(0, end + 1)) reporter.handle(event);
  expect(text).toMatch(/\nok 1 - 01-lxc-basics create: block create-test1 on host1\n$/);
});

test('what comes after an interruption is no result', () => {
  const late = recorded.blockEnd('start', 'start-test1', { verdict: 'failed' });
  expect(tap(recorded.aborted, [late])).toBe(tap(recorded.aborted));
  expect(tap(recorded.aborted)).toMatch(/\n1\.\.4\nBail out! Interrupted by SIGTERM\n$/);
});

const clean = (text: string) => showHarmful(text).replaceAll('\n', ' ').replaceAll('\t', '    ');

/** As they are read: lines with something in them, moved left as a whole. */
function detailsOf({ details }: { details: readonly string[] }): string {
  const lines = details.map((line) => clean(line).trimEnd()).filter(Boolean);
  return [lines[0]?.trimStart(), ...lines.slice(1), ''].join('\n');
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-tap-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.skipIf(findProgram('prove') === null)('prove (of perl)', () => {
  const prove = async (text: string) => {
    const file = join(folder, 'lab.tap');
    writeFileSync(file, text);
    const { exitCode, all } = await execa('prove', ['-e', 'cat', file], { all: true, reject: false });
    return { exitCode, all };
  };

  test.each<[says: RegExp, exitCode: number, runs: (readonly RunEvent[])[]]>([
    [/Tests=4,[^]*Result: PASS/, 0, [recorded.passing]],
    [
      /Failed 1\/8 subtests\s+\(less 3 skipped subtests: 4 okay\)/,
      1,
      [recorded.passing, recorded.failingBlock],
    ],
    [/Failed 2\/2 subtests/, 1, [recorded.wrongDocument]],
    [/Further testing stopped: +Cannot reach host1/, 255, [recorded.brokenHost, recorded.passing]],
  ])('%s', async (says, exitCode, runs) => {
    const ended = await prove(tap(...runs));
    expect(ended.all).toMatch(says);
    expect(ended.all).not.toContain('Parse errors');
    expect(ended.exitCode).toBe(exitCode);
  });

  test('reads back what was written, whatever it is', async () => {
    const parser = `use TAP::Parser; use JSON::PP;
      my $parser = TAP::Parser->new({ exec => ["cat", $ARGV[0]] });
      my (@points, @data);
      while (my $one = $parser->next) {
        push @points, [$one->is_ok ? 1 : 0, $one->has_skip ? 1 : 0] if $one->is_test;
        push @data, $one->data if $one->is_yaml;
      }
      print JSON::PP->new->encode([\\@points, \\@data, [$parser->parse_errors]]);`;
    const unit = fc.constantFrom(
      ...'a"\\\'#:-.\t\n\r\0\u001b\u2028\ud800容 '.split(''),
      ' # SKIP',
      '...',
      '---',
    );
    const text = fc.string({ unit });
    const point = fc.record({
      label: text,
      verdict: fc.constantFrom('passed', 'failed', 'broken', 'blocked', 'skipped'),
      summary: text,
      details: fc.array(
        text.map((some) => `${some}.`),
        { minLength: 1, maxLength: 3 },
      ),
      file: text,
      line: fc.constantFrom(null, 7),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(point, { minLength: 30, maxLength: 60 }), async (points) => {
        const lines = points.flatMap((each, index) => renderPoint(index + 1, each));
        const file = join(folder, 'any.tap');
        writeFileSync(file, ['TAP version 13', ...lines, `1..${points.length}`, ''].join('\n'));
        const { stdout } = await execa('perl', ['-e', parser, file]);
        const [read, data, errors] = JSON.parse(stdout) as unknown[];
        expect(errors).toEqual([]);
        const failed = points.filter(({ verdict }) => verdict === 'failed' || verdict === 'broken');
        const skipped = points.filter(({ verdict }) => verdict === 'blocked' || verdict === 'skipped');
        expect(read).toEqual(
          points.map((each) => [!failed.includes(each), skipped.includes(each)].map(Number)),
        );
        expect(data).toEqual(
          failed.map((each) => expect.objectContaining({ details: detailsOf(each) }) as unknown),
        );
        const blocks = [...lines.join('\n').matchAll(/^ {2}---\n(.*?)^ {2}\.\.\.$/gms)];
        expect(blocks.map(([, block = '']) => parse(block) as unknown)).toEqual(
          failed.map(
            (each) =>
              expect.objectContaining({ message: clean(each.summary), details: detailsOf(each) }) as unknown,
          ),
        );
      }),
      // Each run starts Perl, and so would each step of shrinking.
      { numRuns: 8, endOnFailure: true },
    );
  });
});
