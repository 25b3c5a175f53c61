import { execa } from 'execa';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../runner/execute/events.ts';
import { showHarmful } from '../../../runner/execute/output/index.ts';
import { createJunitReporter } from '../../../runner/report/index.ts';
import { element, textElement } from '../../../runner/report/junit/xml.ts';
import type { Report } from '../../../runner/report/report.ts';
import { findProgram } from '../../helpers/find-program.ts';
import * as recorded from '../recorded.ts';

function junit(...runs: (readonly RunEvent[])[]): string | null {
  let written: string | null = null;
  const write = (xml: string) => {
    written = xml;
  };
  const reporter = createJunitReporter({ write, now: () => new Date('2026-11-26T04:35:30Z') });
  for (const event of runs.flat()) reporter.handle(event);
  reporter.close();
  reporter.close();
  return written;
}

const runs: Record<string, RunEvent[]> = {
  passing: recorded.passing,
  'failing-block': recorded.failingBlock,
  'failing-output': recorded.failingOutput,
  'failing-check': recorded.failingCheck,
  'broken-host': recorded.brokenHost,
  'wrong-document': recorded.wrongDocument,
  hostile: recorded.hostile,
  aborted: recorded.aborted,
};

test.each(Object.keys(runs))('a run that is %s', async (run) => {
  await expect(junit(runs[run] ?? [])).toMatchFileSnapshot(`../golden/${run}.junit.xml`);
});

test('nothing is written where there is no report', () => {
  expect(junit([recorded.start])).toBeNull();
});

test('hosts that did not start, and a call that ended before any lab, are errors all the same', () => {
  const message = 'Cannot start host1';
  const xml = junit(recorded.concluded([{ event: 'broken', host: 'host1', message, console: '' }]), [
    { event: 'aborted', message: 'No more', report: null },
  ]);
  expect(xml).toContain(
    '<testcase classname="01-lxc-basics" name="host1" file="labs/01-lxc-basics.md" time=',
  );
  expect(xml).toContain('<error message="Cannot start host1" type="broken">');
  expect(xml).toContain('<testcase classname="lab" name="run" time="0.000">\n<error message="No more"');
});

test('hosts are named where there are several', () => {
  const [report] = recorded.passing.slice(-1) as (Report & { event: 'report' })[];
  const [step] = report?.steps ?? [];
  const blocks = step?.blocks.flatMap((block) => [block, { ...block, host: 'host2' }]) ?? [];
  const xml = junit([{ ...report, steps: [{ ...step, blocks }] } as RunEvent]);
  expect(xml).toContain('name="create-test1 on host1"');
  expect(xml).toContain('name="create-test1 on host2"');
});

const xmllint = findProgram('xmllint');
const lint = (args: readonly string[], input: string | null) =>
  execa('xmllint', [...args, '-'], { input: input ?? '', stripFinalNewline: false });

describe.skipIf(xmllint === null)('xmllint (of libxml2-utils)', () => {
  test('finds the XML of all runs together valid', async () => {
    const schema = ['--noout', '--schema', 'test/fixtures/junit.xsd'];
    const all = Object.values(runs);
    await lint(schema, junit(...all, ...all));
    await expect(lint(schema, '<testsuites><testsuite name="a"/></testsuites>')).rejects.toThrow('tests');
  });

  test('reads back what was written, whatever it is', async () => {
    const unit = fc.constantFrom(
      ...'a<>&"\']]>\t\n\r\0\u001b\u0085\u2028\ufffe\uffff\ud800\udc00容'.split(''),
    );
    const text = fc.string({ unit, minLength: 1 });
    await fc.assert(
      fc.asyncProperty(text, text, async (inside, attribute) => {
        const xml = element('all', {}, [textElement('one', { attribute }, inside)]);
        const read = async (path: string) => (await lint(['--xpath', `string(${path})`], xml)).stdout;
        const legal = (written: string) => showHarmful(written).replace(/[\ufffe\uffff]/g, '\ufffd');
        expect(await read('/all/one')).toBe(`${legal(inside)}\n`);
        expect(await read('/all/one/@attribute')).toBe(`${legal(attribute)}\n`);
      }),
      { numRuns: 40 },
    );
  });
});
