import { brokenWords, type Case, createCases, wrongProblems } from '../cases.ts';
import { neutralizeCommands } from '../neutralize-commands.ts';
import { createPlainContext, describePlainly } from '../plain-lines.ts';
import type { Report } from '../report.ts';
import type { Reporter, ReporterOptions } from '../reporter-options.ts';
import { plainLine, textLine } from '../text/index.ts';
import { type Point, renderPoint } from './point.ts';

/**
 * The Test Anything Protocol: a point for each block and check on each host as it ends, comments meanwhile, and the
 * plan last. It says version 13: nothing that 14 added is needed, and Test::Harness 3.44, which Debian 12 has, fails all
 * that says 14.
 */
export function createTapReporter({ stream }: Pick<ReporterOptions, 'stream'>): Reporter {
  const cases = createCases();
  const context = createPlainContext();
  /** Labels of the cases of the lab under way whose points are there. */
  const told = new Set<string>();
  let lab = '';
  let points = 0;
  let isBegun = false;
  let isAborted = false;
  let bail: string | null = null;

  const write = (line: string) => {
    if (!isBegun) stream.write('TAP version 13\n');
    isBegun = true;
    stream.write(`${neutralizeCommands(line)}\n`);
  };
  const tell = (point: Point) => {
    points++;
    for (const line of renderPoint(points, point)) write(line);
  };
  const tellCase = (each: Case, file: string) => {
    if (told.has(each.label)) return;
    told.add(each.label);
    tell({ ...each, label: `${lab} ${each.step}: ${each.label}`, file });
  };
  const conclude = (report: Report) => {
    ({ lab } = report);
    for (const { line, message } of wrongProblems(report)) {
      const details = message.split('\n');
      const [summary = ''] = details;
      tell({ label: `${lab}: ${summary}`, verdict: 'broken', summary, details, file: report.document, line });
    }
    for (const each of cases.conclude(report)) tellCase(each, report.document);
    told.clear();
    if (report.evidence !== undefined) write(`# evidence: ${plainLine(textLine(report.evidence))}`);
    if (report.broken) bail ??= brokenWords(report.broken).summary;
  };

  return {
    handle(event) {
      const ended = cases.add(event);
      // What still happens while hosts are put away is nobody's result. Other runs may have theirs.
      if (isAborted && event.event !== 'report' && event.event !== 'aborted') return;
      if (event.event === 'start') ({ lab } = event);
      if (event.event === 'report') conclude(event);
      else if (event.event === 'aborted') {
        if (event.report) conclude(event.report);
        bail = event.message;
        isAborted = true;
      } else if (ended) tellCase(ended, context.document);
      else for (const line of describePlainly(event, context)) write(`# ${plainLine(line)}`.trimEnd());
    },
    close() {
      if (points > 0) write(`1..${points}`);
      // Nobody reads on behind it, so it comes when all labs have had their turn.
      if (bail !== null) write(`Bail out! ${plainLine(textLine(bail))}`);
      [points, bail] = [0, null];
    },
  };
}
