import { contents, type PageRuns } from './contents.ts';
import { ending, tally } from './ending.ts';
import { frame } from './frame.ts';
import { limitTexts } from './limit-texts.ts';
import { markup } from './markup.ts';
import { renderRun } from './run.ts';

/** The page as one HTML document. */
export function renderDocument({ runs, leftOut, wanted }: PageRuns): string {
  const shown = limitTexts(runs);
  const [only] = shown;
  const isOne = wanted === 1 && only !== undefined;
  const title = isOne
    ? `${ending(only.recording.verdict)}: ${only.recording.title}`
    : `lab: ${tally([...runs.map(({ recording }) => recording.verdict), ...leftOut])}`;
  const main = isOne
    ? renderRun(only, { level: 1 })
    : markup`${contents({ runs: shown, leftOut, wanted })}${shown.map((run) => renderRun(run, { level: 2 }))}`;
  return frame({ title, main, by: 'lab run --html' });
}
