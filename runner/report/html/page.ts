import type { Recording } from '../recording/index.ts';
import { renderDocument } from './document.ts';
import { limitTexts } from './limit-texts.ts';
import type { NumberedRun, PageRun } from './page-run.ts';

/** Gathers runs for a page. */
export interface Page {
  /** In any order; they are shown in that of their numbers. */
  add(run: NumberedRun): void;
  render(): string;
}

/** Blocks and checks on a page, each with some 1.5 kB of markup; a single run may have more. */
const maxItems = 5000;

/**
 * A page about `wanted` runs. It stays of a size that a browser takes: where there are too many runs, those that passed
 * are left out first, and texts lose their middle.
 */
export function createPage({ wanted }: { wanted: number }): Page {
  const runs: NumberedRun[] = [];
  const leftOut: Recording['verdict'][] = [];
  let items = 0;
  return {
    add(run) {
      // Of thousands of runs, texts take memory even before they are shown.
      runs.push(limitTexts(run));
      items += itemsOf(run);
      while (items > maxItems && runs.length > 1) {
        // Where none passed it is the last one: the first failure says most.
        const [dropped] = runs.splice(
          runs.findIndex(({ recording }) => recording.verdict === 'passed'),
          1,
        );
        if (!dropped) break;
        leftOut.push(dropped.recording.verdict);
        items -= itemsOf(dropped);
      }
    },
    render: () =>
      renderDocument({
        runs: runs.toSorted((one, other) => one.number - other.number),
        leftOut,
        wanted,
      }),
  };
}

const itemsOf = ({ recording }: PageRun) => recording.steps.reduce((sum, step) => sum + step.items.length, 0);
