import { brokenWords, type Case, createCases, wrongProblems } from '../cases.ts';
import type { Report } from '../report.ts';
import type { Reporter } from '../reporter.ts';
import type { RunsReporter } from '../side-by-side/runs-reporter.ts';
import { describeProblems, plainLine } from '../text/index.ts';
import { renderSuites, type Suite, type SuiteCase } from './suite.ts';

/**
 * JUnit XML, which CI services read: a suite for each report, in it a case for each block and check on each host. What
 * ended early has the reason as an error. `write` is called once, at the end; not at all where there is no report.
 */
export function createJunitReporter({
  write,
  now = () => new Date(),
}: {
  write: (xml: string) => void;
  now?: () => Date;
}): RunsReporter {
  /** Of each run, in the order of the call. */
  const suites: Suite[][] = [];

  const collect = (own: Suite[]): Reporter => {
    const cases = createCases();
    const add = (report: Report, more: readonly SuiteCase[] = []) => {
      own.push({
        name: report.lab,
        file: report.document,
        cases: [...suiteCases(report, cases.conclude(report)), ...more],
        durationMs: report.durationMs,
        startedAt: new Date(now().getTime() - report.durationMs),
        remarks: remarksOf(report),
      });
    };
    return {
      handle(event) {
        cases.add(event);
        if (event.event === 'report') add(event);
        if (event.event !== 'aborted') return;
        const { message, report } = event;
        const aborted = errorCase({ classname: report?.lab ?? 'lab', name: 'run', summary: message });
        if (report) add(report, [aborted]);
        else
          own.push({
            ...{ name: 'lab', file: null, cases: [aborted], durationMs: 0, startedAt: now(), remarks: [] },
          });
      },
      close: () => undefined,
    };
  };
  const ofNoRun: Suite[] = [];

  return {
    ...collect(ofNoRun),
    follow() {
      const own: Suite[] = [];
      suites.push(own);
      return collect(own);
    },
    close() {
      const all = [...suites, ofNoRun].flatMap((own) => own.splice(0));
      if (all.length > 0) write(renderSuites(numberSuites(all)));
    },
  };
}

/** Tools take suites of one name for the same one. */
function numberSuites(suites: readonly Suite[]): Suite[] {
  const runs = new Map<string, number>();
  return suites.map((suite) => {
    const number = (runs.get(suite.name) ?? 0) + 1;
    runs.set(suite.name, number);
    return number === 1 ? suite : { ...suite, name: `${suite.name} (${number})` };
  });
}

function suiteCases(report: Report, cases: readonly Case[]): SuiteCase[] {
  const { lab, broken } = report;
  const severalHosts = new Set(cases.map(({ host }) => host)).size > 1;
  const known = cases.some((each) => each.verdict === 'broken');
  return [
    ...wrongProblems(report).map(({ line, column, rule, message }) => {
      const details = message.split('\n');
      const [summary = ''] = details;
      const name = `${rule} at ${line}:${column}`;
      return errorCase({ classname: lab, name, line, reason: rule, summary, details });
    }),
    ...cases.map((each) => ({
      ...each,
      classname: `${lab}.${each.step}`,
      name: severalHosts ? `${each.id} on ${each.host}` : each.id,
    })),
    ...(broken && !known
      ? [errorCase({ classname: lab, name: broken.host ?? 'hosts', ...brokenWords(broken) })]
      : []),
  ];
}

function remarksOf({ document, problems, evidence }: Report): string[] {
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  return [
    ...describeProblems({ document, problems: warnings }).map(plainLine),
    ...(evidence === undefined ? [] : [`evidence: ${evidence}`]),
  ];
}

function errorCase(given: Pick<SuiteCase, 'classname' | 'name' | 'summary'> & Partial<SuiteCase>): SuiteCase {
  return { verdict: 'broken', line: null, durationMs: 0, reason: '', details: [], remarks: [], ...given };
}
