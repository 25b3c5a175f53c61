import { count } from './count.ts';
import { showDuration } from './duration.ts';
import { indent, labelled } from './indent.ts';
import type { Line } from './line.ts';
import { plainMarkdown } from './plain-markdown.ts';
import { showPlace, type EventOf } from './place.ts';

/** What a person needs to see of a failed check: where, expected, observed last, for how long it tried, the hint. */
export function describeFailedCheck(
  {
    check,
    type,
    host,
    container,
    line,
    expected,
    observed,
    attempts,
    durationMs,
    hint,
  }: EventOf<'check-end'>,
  { document, tries = true }: { document: string; tries?: boolean },
): Line[] {
  const place = `  ${type} check ${showPlace({ id: check, host, container })}`;
  return [
    { left: [{ text: `${document}:${line}`, style: 'cyan' }, { text: place }] },
    ...indent([
      ...labelled('expected', expected),
      ...labelled('observed', observed),
      ...(tries ? labelled('tried', `${count(attempts, 'time')} in ${showDuration(durationMs)}`) : []),
      ...(hint === null ? [] : labelled('hint', plainMarkdown(hint))),
    ]),
  ];
}
