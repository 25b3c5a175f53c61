import type { RunEvent } from '../execute/events.ts';
import {
  describeBroken,
  describeFailedBlock,
  describeFailedCheck,
  engine,
  plainLine,
  type EventOf,
  type Line,
} from '../report/text/index.ts';
import { recordBlock, recordCheck, type ItemRecord } from './record-item.ts';
import type { EvidenceFile } from './write-files.ts';

/** What a run has shown of itself up to now. */
export interface RunRecord {
  add(event: RunEvent): void;
  /** Names of the hosts on which something failed or which broke; null while nothing did. */
  failedHosts(): readonly string[] | null;
  /** The failure in words, each item of its step, and the end of a broken host's console. */
  files(): EvidenceFile[];
}

type Failed = EventOf<'block-end'> | EventOf<'check-end'> | EventOf<'broken'>;

/** Follows a run's events; keeps of them what belongs to the step that is under way. */
export function createRunRecord(): RunRecord {
  let start: EventOf<'start'> | null = null;
  let step: EventOf<'step-start'> | null = null;
  /** An event goes to its own item only, however many a step has. */
  let items = new Map<string, ItemRecord>();
  const failed: { readonly event: Failed; readonly container: string | null }[] = [];
  const containers = new Map<string, string | null>();

  const take: Partial<Record<RunEvent['event'], (event: never) => void>> = {
    'block-end': (event: EventOf<'block-end'>) => {
      const container = containers.get(itemOf(event)) ?? null;
      if (event.verdict === 'failed') failed.push({ event, container });
    },
    'block-start': (event: EventOf<'block-start'>) => {
      containers.set(itemOf(event), event.container);
      items.set(itemOf(event), recordBlock(event));
    },
    broken: (event: EventOf<'broken'>) => void failed.push({ event, container: null }),
    'check-end': (event: EventOf<'check-end'>) => {
      if (event.verdict === 'failed') failed.push({ event, container: event.container });
    },
    'check-start': (event: EventOf<'check-start'>) => void items.set(itemOf(event), recordCheck(event)),
    start: (event: EventOf<'start'>) => {
      start = event;
    },
    'step-start': (event: EventOf<'step-start'>) => {
      step = event;
      items = new Map();
    },
  };

  return {
    add(event) {
      take[event.event]?.(event as never);
      items.get(itemOf(event))?.add(event);
    },
    failedHosts: () =>
      failed.length === 0 ? null : [...new Set(failed.flatMap(({ event: { host } }) => host ?? []))],
    files: () => [
      { name: 'failure.txt', text: describeFailure({ start, step, failed }) },
      ...failed.flatMap(({ event }) =>
        event.event === 'broken' && event.console !== ''
          ? [{ name: `consoles/${event.host ?? 'unknown'}.txt`, text: event.console }]
          : [],
      ),
      ...[...items.values()].map((item, index) => ({
        name: `step/${index + 1}-${item.name}.txt`,
        text: item.text(),
      })),
    ],
  };
}

/** Which block or check of its step an event belongs to, on which host; '' where it is none's. */
function itemOf(event: RunEvent): string {
  if ('check' in event) return `check ${event.check} ${event.host}`;
  return 'block' in event && 'host' in event ? `block ${event.block} ${event.host}` : '';
}

function describeFailure({
  start,
  step,
  failed,
}: {
  start: EventOf<'start'> | null;
  step: EventOf<'step-start'> | null;
  failed: readonly { readonly event: Failed; readonly container: string | null }[];
}): string {
  const document = start?.document ?? '';
  const lines = failed.flatMap(({ event, container }) => [
    '',
    ...describe(event, { document, container }).map(plainLine),
  ]);
  return [
    ...(start ? [[start.title, document, engine(start, start.slowness)].filter(Boolean).join(' · ')] : []),
    ...(step ? [`step ${step.step}: ${step.title} (${document}:${step.line})`] : []),
    ...lines,
  ].join('\n');
}

function describe(event: Failed, place: { document: string; container: string | null }): Line[] {
  if (event.event === 'broken') return describeBroken(event);
  return event.event === 'check-end' ? describeFailedCheck(event, place) : describeFailedBlock(event, place);
}
