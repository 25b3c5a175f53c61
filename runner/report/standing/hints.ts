import { checkTypes } from '../../checks/index.ts';
import type { Check } from '../../document/lab.ts';
import { indent, plainMarkdown, textLine, type Line } from '../text/index.ts';
import { describeCommands } from './commands.ts';
import { describeLeftOut } from './left-out.ts';
import { describeWrong, type StandingView } from './describe.ts';

/** What each type of check is about, before its subject. */
const nouns: Readonly<Record<string, string>> = {
  address: 'the address',
  bridge: 'the bridge',
  command: 'what this command finds:',
  container: 'the container',
  file: 'the file',
  http: 'what answers at',
  iptables: 'the iptables rule',
  ipvs: 'the virtual service',
  module: 'the kernel module',
  ping: 'the way to',
  process: 'the process',
  service: 'the service',
  tcp: 'the way to',
  udp: 'what answers at',
};

/**
 * All that can be said of the first thing that is wrong, each rung telling more than the one before: which step and
 * what about; the author's hint; expected against observed; what was probably left out; what to type.
 */
export function hintLadder(view: Pick<StandingView, 'report' | 'wrong' | 'wrongIfEnded'>): Line[][] {
  const { report, wrong } = view;
  if (!wrong) return [];
  const { check, step } = wrong;
  const number = report.steps.findIndex(({ id }) => id === step.id) + 1;
  const rungs = [
    [
      textLine(
        `Step ${number} of ${report.steps.length}, “${step.title}” (${report.document}:${step.line}):`,
      ),
      textLine(`something is not right yet with ${describeSubject(check)}.`),
    ],
    check.hint === null
      ? []
      : plainMarkdown(check.hint)
          .split('\n')
          .map((line) => textLine(line)),
    describeWrong(view, { hint: false }),
    report.leftOut ? describeLeftOut(report, report.leftOut) : [],
    step.items.some(({ kind }) => kind !== 'check')
      ? [textLine(`What “${step.title}” tells to type:`), ...indent(describeCommands(step))]
      : [],
  ];
  return rungs.filter((lines) => lines.length > 0);
}

/** How many rungs are told after one more; the last one is told again and again. */
export function nextRung(
  view: Pick<StandingView, 'report' | 'wrong' | 'wrongIfEnded'>,
  told: number,
): number {
  return Math.min(told + 1, hintLadder(view).length);
}

function describeSubject({ type, spec, host, container }: Check): string {
  const subject = checkTypes.get(type)?.subject(spec) ?? '';
  const place = container === null ? host : `container ${container} of ${host}`;
  return `${nouns[type] ?? type} \`${subject}\` on ${place}`;
}
