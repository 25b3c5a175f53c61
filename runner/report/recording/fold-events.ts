import type { Lab } from '../../document/lab.ts';
import type { RunEvent } from '../../execute/events.ts';
import { foldActivities } from './activities.ts';
import { foldStep } from './fold-step.ts';
import { heardOf } from './heard.ts';
import type { Known } from './known.ts';
import type { Activity, Recording } from './recording.ts';

/** Puts together what the document, the events and the report know of a run. */
export function foldEvents({
  lab,
  problems,
  startedAt,
  heard,
  printed,
  activities,
  durationMs,
}: Pick<Known, 'heard' | 'printed'> &
  Pick<Recording, 'startedAt' | 'problems' | 'durationMs'> & {
    lab: Lab;
    /** Those that no event told of. */
    activities: readonly Activity[];
  }): Recording {
  const last = <Name extends RunEvent['event']>(name: Name) => heardOf(heard, name).at(-1);
  const [start, report, evidence] = [last('start')?.event, last('report')?.event, last('evidence')?.event];
  const [broken] = heardOf(heard, 'broken');
  // A run that judges checks anew has stopped hosts before its end, too.
  const stopping = activities.findLast(({ name }) => name === 'stopping');
  const endMs = stopping ? Math.max(stopping.startMs, heard.at(-1)?.atMs ?? 0) : durationMs;
  const cutMs = broken?.atMs ?? endMs;
  const known: Known = { heard, printed, report: report ?? null, cutMs };
  return {
    lab: lab.id,
    document: lab.document,
    title: lab.title,
    startedAt,
    durationMs,
    verdict: report?.verdict ?? 'interrupted',
    engine: start?.engine ?? null,
    slowness: start?.slowness ?? 1,
    hosts: start?.hosts ?? lab.hosts.map(({ name }) => ({ name, target: '' })),
    steps: lab.steps.map((step) => foldStep(step, known)),
    activities: [...foldActivities({ heard, cutMs }), ...activities],
    notes: heardOf(heard, 'note', ({ block }) => block === null).map(({ event }) => event.message),
    problems,
    broken: report?.broken ?? broken?.event ?? null,
    evidence: evidence ?? null,
  };
}
