import type { RunEvent } from '../../runner/execute/events.ts';
import type { Lab } from '../../runner/document/lab.ts';
import { createRecorder, type Recording } from '../../runner/report/recording/index.ts';
import { lab as usualLab } from './recorded.ts';

/** A recording of events that came a second after each other. */
export function record(events: readonly RunEvent[], lab: Lab = usualLab): Recording {
  let clockMs = 0;
  const startedAt = new Date('2026-11-26T04:21:57Z');
  const recorder = createRecorder({ lab, startedAt, nowMs: () => clockMs });
  for (const event of events) {
    clockMs += 1000;
    recorder.handle(event);
  }
  return recorder.finish();
}
