import { count } from './count.ts';
import { indent, quoted, textLine } from './indent.ts';
import type { Line, Style } from './line.ts';
import { showPlace, type EventOf } from './place.ts';

/** What a person needs to see of a failed block: where, the command, expected against observed, the last output. */
export function describeFailedBlock(
  { block, host, line, failedLine, failure }: EventOf<'block-end'>,
  { document, container }: { document: string; container: string | null },
): Line[] {
  const place = `  block ${showPlace({ id: block, host, container })}`;
  const heading: Line = {
    left: [{ text: `${document}:${failedLine ?? line}`, style: 'cyan' }, { text: place }],
  };
  if (failure === null) return [heading];
  const { command, summary, difference, tail, hiddenLines } = failure;
  const before = hiddenLines > 0 ? ` (${count(hiddenLines, 'line')} before it hidden)` : '';
  return [
    heading,
    ...indent([
      {
        left: [
          { text: '$ ', style: 'dim' },
          { text: command, style: 'bold' },
        ],
      },
      ...(summary === '' ? [] : [textLine(summary, 'red')]),
      ...describeDifference(difference),
      ...(tail === '' ? [] : [textLine(`end of its output${before}:`, 'dim'), ...indent(quoted(tail))]),
    ]),
  ];
}

const signStyles: Readonly<Record<string, Style>> = { '-': 'green', '+': 'red' };

function describeDifference(difference: string): Line[] {
  if (difference === '') return [];
  const [heading = '', ...lines] = difference.split('\n');
  return [
    textLine(`${heading.replace(/:$/, '')} (- expected, + got):`),
    ...indent(lines.map((line) => textLine(line, signStyles[line.charAt(0)]))),
  ];
}
