import type { Case } from '../cases.ts';
import { element, textElement } from './xml.ts';

/** One run of one lab, as JUnit has it. */
export interface Suite {
  readonly name: string;
  /** Path of the document; null where there is none. */
  readonly file: string | null;
  readonly cases: readonly SuiteCase[];
  readonly durationMs: number;
  readonly startedAt: Date;
  /** What else is to be said of it, in lines. */
  readonly remarks: readonly string[];
}

export type SuiteCase = Omit<Case, 'label' | 'step' | 'id' | 'host' | 'line'> & {
  readonly classname: string;
  readonly name: string;
  readonly line: number | null;
};

/** The whole document, in the vocabulary of Jenkins' junit-10.xsd, with `file` and `line` of a case besides. */
export function renderSuites(suites: readonly Suite[]): string {
  const { tests, failures, errors } = countCases(suites.flatMap(({ cases }) => cases));
  const durationMs = suites.reduce((sum, suite) => sum + suite.durationMs, 0);
  const attributes = { name: 'lab', tests, failures, errors, time: seconds(durationMs) };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, suites.map(renderSuite))}\n`;
}

function renderSuite({ name, file, cases, durationMs, startedAt, remarks }: Suite): string {
  const attributes = {
    ...{ name, file, ...countCases(cases), time: seconds(durationMs) },
    // In UTC: the schema of Ant, where this format comes from, allows no time zone.
    timestamp: startedAt.toISOString().slice(0, 19),
  };
  return element('testsuite', attributes, [
    ...cases.map((each) => renderCase(each, file)),
    ...(remarks.length > 0 ? [textElement('system-out', {}, remarks.join('\n'))] : []),
  ]);
}

function renderCase(each: SuiteCase, file: string | null): string {
  const { classname, name, line, durationMs, remarks } = each;
  return element('testcase', { classname, name, file, line, time: seconds(durationMs) }, [
    ...renderVerdict(each),
    ...(remarks.length > 0 ? [textElement('system-out', {}, remarks.join('\n'))] : []),
  ]);
}

function renderVerdict({ verdict, reason, summary, details }: SuiteCase): string[] {
  if (verdict === 'passed') return [];
  if (verdict === 'blocked')
    return [element('skipped', { message: 'blocked: not judged, because of what came before it' })];
  if (verdict === 'skipped') return [element('skipped', { message: 'skipped: not asked for, or over' })];
  const type = reason === '' ? verdict : reason;
  return [
    textElement(
      verdict === 'broken' ? 'error' : 'failure',
      { message: summary, type },
      details.length > 0 ? details.join('\n') : summary,
    ),
  ];
}

function countCases(cases: readonly Pick<SuiteCase, 'verdict'>[]) {
  const numberOf = (...verdicts: Case['verdict'][]) =>
    cases.filter(({ verdict }) => verdicts.includes(verdict)).length;
  return {
    tests: cases.length,
    failures: numberOf('failed'),
    errors: numberOf('broken'),
    skipped: numberOf('blocked', 'skipped'),
  };
}

function seconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(3);
}
