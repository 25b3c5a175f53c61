import type { RunEvent } from '../../execute/events.ts';
import type { Reporter } from '../reporter-options.ts';
import type { RunsReporter } from './runs-reporter.ts';

/**
 * Tells a reporter of runs that go on side by side as though one came after the other, in the order of the call: of the
 * first that is not over while it goes on, of a later one when its turn has come.
 */
export function inOrder(reporter: Reporter): RunsReporter {
  const stories: { events: RunEvent[]; isOver: boolean }[] = [];
  /** Those before it have been told. */
  let next = 0;
  const tell = () => {
    for (let story = stories[next]; story; story = stories[++next]) {
      for (const event of story.events.splice(0)) reporter.handle(event);
      if (!story.isOver) return;
    }
  };
  const end = (story: (typeof stories)[number]) => {
    story.isOver = true;
    tell();
  };
  return {
    follow: () => {
      const story: (typeof stories)[number] = { events: [], isOver: false };
      stories.push(story);
      return {
        handle: (event) => {
          // What only moves is of no use later, and may be large.
          if (story.isOver || event.event === 'output' || event.event === 'check-try') return;
          story.events.push(event);
          if (event.event === 'aborted') end(story);
          else tell();
        },
        close: () => {
          end(story);
        },
      };
    },
    handle: (event) => {
      // Of one lab's runs together, or of the whole call: it comes after them.
      if (next === stories.length) reporter.handle(event);
      else stories.push({ events: [event], isOver: true });
    },
    close: () => {
      for (const story of stories) end(story);
      reporter.close();
    },
  };
}
