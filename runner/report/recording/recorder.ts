import type { Lab } from '../../document/lab.ts';
import type { Problem } from '../../document/problem.ts';
import { createOutputText, type OutputText } from '../../execute/output-text.ts';
import type { Reporter } from '../reporter-options.ts';
import { foldEvents } from './fold-events.ts';
import type { Heard } from './heard.ts';
import { itemKey } from './known.ts';
import type { Activity, Recording } from './recording.ts';

/** As much of a block's output as is kept, in UTF-16 units. */
const maxOutput = 64 * 1024;

/** Follows a run, and shows nothing. */
export interface Recorder extends Reporter {
  /** Does what no event tells of; the recording has it as an activity of that name. */
  during<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /** The run as it went until now; what is under way ends with it. */
  finish(): Recording;
}

/** A recorder of one run, which begins now. `nowMs` is a clock that never goes back, in milliseconds. */
export function createRecorder({
  lab,
  problems = [],
  startedAt,
  nowMs,
}: {
  lab: Lab;
  /** Warnings about the document. */
  problems?: readonly Problem[];
  startedAt: Date;
  nowMs: () => number;
}): Recorder {
  const beganMs = nowMs();
  const sinceMs = () => Math.round(nowMs() - beganMs);
  const heard: Heard[] = [];
  const outputs = new Map<string, OutputText>();
  const activities: Activity[] = [];

  return {
    handle(event) {
      if (event.event === 'output') {
        const key = itemKey(event.block, event.host);
        const output = outputs.get(key) ?? createOutputText({ limit: maxOutput });
        output.add(Buffer.from(event.text));
        outputs.set(key, output);
      } else if (event.event !== 'check-try') heard.push({ event, atMs: sinceMs() });
    },
    close: () => undefined,
    during: async (name, work) => {
      const startMs = sinceMs();
      try {
        return await work();
      } finally {
        activities.push({ name, startMs, endMs: sinceMs() });
      }
    },
    finish: () => {
      const durationMs = sinceMs();
      const printed = new Map([...outputs].map(([key, output]) => [key, output.text()]));
      return foldEvents({ lab, problems, startedAt, durationMs, heard, printed, activities });
    },
  };
}
