import type { Recording } from '../recording/index.ts';
import { indent, type Line, showDuration, textLine } from '../text/index.ts';
import { slowestOf } from './slowest.ts';
import { type Part, sumUp } from './spent.ts';

const slowestShown = 5;

/** A short table: what each part of the run took, by host or activity, and the slowest single things. */
export function describeTiming(recording: Recording): Line[] {
  const { lab, document, durationMs } = recording;
  const parts = sumUp(recording).map((part) => ({ ...part, says: showDetails(part.details) }));
  const slowest = slowestOf(recording, slowestShown).map(({ what, line, ...took }, index) => ({
    ...took,
    name: index === 0 ? 'slowest' : '',
    says: line === null ? what : `${what}, ${document}:${line}`,
  }));
  return [
    textLine(`Where the time of ${lab} went: ${showDuration(durationMs)}`, 'bold'),
    ...indent(
      [...parts, ...slowest].map(({ name, durationMs: tookMs, says }) => ({
        left: [
          { text: name.padEnd('preparation'.length) },
          { text: showDuration(tookMs).padStart('59 min 59 s'.length + 1) },
          { text: `  ${says}`, style: 'dim' as const },
        ],
      })),
    ),
  ];
}

function showDetails(details: Part['details']): string {
  return details.map(({ name, durationMs }) => `${name} ${showDuration(durationMs)}`).join(', ');
}
