import type { Step } from '../../document/lab.ts';
import { blankStep } from '../blank.ts';
import { foldItem } from './fold-item.ts';
import { heardOf } from './heard.ts';
import type { Known } from './known.ts';
import type { RecordedStep } from './recording.ts';

/** What is known of a step, and of everything in it. */
export function foldStep(step: Step, known: Known): RecordedStep {
  const { id, title, line, items } = step;
  const { heard, report, cutMs } = known;
  const wasRestored =
    heardOf(heard, 'restored', ({ steps }) => steps.some((each) => each.id === id)).length > 0;
  const [start] = heardOf(heard, 'step-start', (event) => event.step === id);
  const end = heardOf(heard, 'step-end', (event) => event.step === id).at(-1)?.event;
  const blank = blankStep(step, wasRestored ? 'passed' : 'blocked');
  const said = report?.steps.find((each) => each.id === id) ?? blank;
  const tookMs = start ? cutMs - start.atMs : said.durationMs;
  return {
    id,
    title,
    line,
    verdict: end?.verdict ?? (start && report === null ? 'interrupted' : said.verdict),
    source: wasRestored ? 'checkpoint' : said.source,
    durationMs: end?.durationMs ?? tookMs,
    items: items.flatMap((item) => foldItem(item, known, said)),
  };
}
