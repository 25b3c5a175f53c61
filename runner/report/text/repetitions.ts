import type { Poll, Repetitions, Spread, StepRepetitions } from '../repetitions.ts';
import { count } from './count.ts';
import { showDuration } from './duration.ts';
import { indent, textLine } from './indent.ts';
import type { Line } from './line.ts';
import { displayWidth } from './width.ts';

/** The end of `lab run --repeat`: how often each step passed, in what time, and what had to be waited for. */
export function describeRepetitions({ lab, runs, passed, durationMs, steps }: Repetitions): Line[] {
  const facts = [
    lab,
    `${passed} of ${count(runs, 'run')} passed`,
    ...(durationMs ? [showSpread(durationMs)] : []),
  ];
  const width = Math.max(4, ...steps.map(({ id }) => displayWidth(id)));
  const heads = ['passed', 'median', 'least', 'most'].map((head) => head.padStart(cellWidth));
  return [
    textLine(''),
    textLine(facts.join(' · '), passed === runs ? 'bold' : 'red'),
    ...indent([
      textLine(`${'step'.padEnd(width)}${heads.join('')}`, 'dim'),
      ...steps.flatMap((step) => describeStep(step, width)),
    ]),
  ];
}

/** `59 min 59 s` and a gap. */
const cellWidth = 13;

function describeStep({ id, runs, passed, durationMs, polls }: StepRepetitions, width: number): Line[] {
  const times = durationMs ? [durationMs.median, durationMs.least, durationMs.most].map(showDuration) : [];
  const cells = [`${passed}/${runs}`, ...times].map((cell) => cell.padStart(cellWidth)).join('');
  const name = id + ' '.repeat(width - displayWidth(id));
  return [
    passed === runs ? textLine(`${name}${cells}`) : textLine(`${name}${cells}`, 'red'),
    ...indent(polls.map(describePoll)),
  ];
}

function describePoll({ id, host, line, mostAttempts, durationMs }: Poll): Line {
  // Only what was asked more than once is told.
  const tries = `up to ${mostAttempts} tries`;
  return textLine(`check ${id} on ${host}, line ${line}: ${tries}, ${showSpread(durationMs)}`, 'dim');
}

const showSpread = ({ least, median, most }: Spread): string =>
  `median ${showDuration(median)} (${showDuration(least)} to ${showDuration(most)})`;
