import { lastLines } from '../../execute/output/index.ts';
import type { Report } from '../report.ts';
import { count } from './count.ts';
import { indent, quoted, textLine } from './indent.ts';
import type { Line } from './line.ts';
import { verdictSpan } from './verdict-span.ts';

const consoleLines = 12;

/** Says that the machinery broke, where, and how: not a fault of the lab or of its reader. */
export function describeBroken({ host, message, console }: NonNullable<Report['broken']>): Line[] {
  const [first = '', ...rest] = message.split('\n');
  const { lines, hidden } = lastLines(console, consoleLines);
  const before = hidden > 0 ? ` (${count(hidden, 'line')} before it hidden)` : '';
  const whose = `The machinery${host === null ? '' : ` (${host})`} broke; this is no fault of the lab or of what you did.`;
  return [
    { left: [verdictSpan('broken'), { text: `  ${first}` }] },
    ...indent([
      ...rest.map((line) => textLine(line)),
      textLine(whose),
      ...(lines.length === 0 ? [] : [textLine(`end of its console${before}:`, 'dim')]),
      ...indent(quoted(lines.join('\n'))),
    ]),
  ];
}
