import type { RunEvent } from '../execute/events.ts';
import {
  describeAuditLine,
  describeBroken,
  describeDrift,
  describeFailedBlock,
  describeFailedCheck,
  describeRepetitions,
  describeUpdated,
  describeWaiting,
  engine,
  indent,
  showDuration,
  showPlace,
  summarizeAudit,
  textLine,
  type EventOf,
  type Line,
} from './text/index.ts';

/** What later lines need to know of earlier events. */
export interface PlainContext {
  document: string;
  slowness: number;
  /** Container of each block that has begun, by block and host. */
  readonly containers: Map<string, string | null>;
  /** What each activity said last, and when. */
  readonly progress: Map<string, { readonly message: string; readonly elapsedMs: number }>;
}

export function createPlainContext(): PlainContext {
  return { document: '', slowness: 1, containers: new Map(), progress: new Map() };
}

/** The lines that tell of an event; notes in the context what later ones need. */
export function describePlainly(event: RunEvent, context: PlainContext): Line[] {
  const describe = descriptions[event.event] as
    ((event: RunEvent, context: PlainContext) => Line[]) | undefined;
  return describe?.(event, context) ?? [];
}

const countEveryMs = 15_000;

function sameButCount(one: string, other: string): boolean {
  return one.replaceAll(/\d+/g, '') === other.replaceAll(/\d+/g, '');
}

type Descriptions = { [Name in RunEvent['event']]?: (event: EventOf<Name>, context: PlainContext) => Line[] };

const descriptions: Descriptions = {
  audit: summarizeAudit,
  'audit-line': (event) => [describeAuditLine(event)],
  'block-end'(event, context) {
    const container = context.containers.get(`${event.block} ${event.host}`) ?? null;
    const place = showPlace({ id: event.block, host: event.host, container });
    const line = textLine(`  block ${place}: ${event.verdict}, ${showDuration(event.durationMs)}`);
    return event.failure === null
      ? [line]
      : [line, ...indent(describeFailedBlock(event, { document: context.document, container }), 4)];
  },
  'block-start'({ block, host, container }, context) {
    context.containers.set(`${block} ${host}`, container);
    return [];
  },
  broken: describeBroken,
  'check-end'(event, context) {
    const line = textLine(
      `  ${event.type} check ${showPlace({ ...event, id: event.check })}: ${event.verdict}, ${showDuration(event.durationMs)}`,
    );
    return event.verdict === 'failed' || event.verdict === 'broken'
      ? [line, ...indent(describeFailedCheck(event, context), 4)]
      : [line];
  },
  drift: describeDrift,
  note({ host, line, message }, { document }) {
    const place = line === null ? '' : `${document}:${line}: `;
    return [textLine(`  note: ${place}${host === null ? '' : `${host}: `}${message}`)];
  },
  progress({ activity, message, done, elapsedMs }, { progress }) {
    const last = progress.get(activity);
    // A count that goes up is said now and then: a log is read later.
    if (!done && last && sameButCount(last.message, message) && elapsedMs - last.elapsedMs < countEveryMs)
      return [];
    progress.set(activity, { message, elapsedMs });
    return [textLine(`${activity}: ${message}${done ? `, ${showDuration(elapsedMs)}` : ''}`)];
  },
  repetitions: describeRepetitions,
  restored: ({ steps }) => steps.map(({ id }) => textLine(`step ${id}: from a checkpoint`)),
  start(event, context) {
    context.document = event.document;
    context.slowness = event.slowness;
    const hosts = event.hosts.map(({ name, target }) => `${name} (${target})`).join(', ');
    const speed = engine(event, event.slowness);
    return [
      textLine(`lab ${event.lab}: ${event.title} (${event.document})`),
      textLine(`hosts: ${hosts}${speed ? `; ${speed}` : ''}`),
    ];
  },
  'step-end': ({ step, verdict, durationMs }) => [
    textLine(`step ${step}: ${verdict}, ${showDuration(durationMs)}`),
  ],
  'step-start': ({ step, title, line }, { document }) => [
    textLine(`step ${step}: ${title} (${document}:${line})`),
  ],
  updated: (event) => [describeUpdated(event)],
  waiting: (event) => [textLine(`waits for ${describeWaiting(event)}`)],
};
