import type { Heard } from './heard.ts';
import type { Activity } from './recording.ts';

/** What the machinery did, in the order in which it ended; what never came to an end did so at `cutMs`. */
export function foldActivities({ heard, cutMs }: { heard: readonly Heard[]; cutMs: number }): Activity[] {
  const ended: Activity[] = [];
  /** When each began that is under way. */
  const began = new Map<string, number>();
  const end = (name: string, startMs: number, endMs: number) => {
    ended.push({ name, startMs: Math.max(0, startMs), endMs });
    began.delete(name);
  };
  const endAll = (endMs: number) => {
    for (const [name, startMs] of began) end(name, startMs, endMs);
  };
  for (const { event, atMs } of heard) {
    if (event.event === 'progress') {
      const startMs = atMs - event.elapsedMs;
      if (event.done) end(event.activity, startMs, atMs);
      else if (!began.has(event.activity)) began.set(event.activity, startMs);
    }
    if (event.event === 'saving') end('checkpoint', atMs - event.elapsedMs, atMs);
    if (event.event === 'evidence') end('evidence', atMs - event.elapsedMs, atMs);
    if (event.event === 'files') end('files', atMs - event.elapsedMs, atMs);
    if (event.event === 'start' || event.event === 'broken') endAll(atMs);
  }
  endAll(cutMs);
  return ended;
}
