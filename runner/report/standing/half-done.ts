import type { Step } from '../../document/lab.ts';
import type { Report } from '../report.ts';
import { textLine, type Line } from '../text/index.ts';

/**
 * What to say where the document's own blocks failed in the step under way: its learner may have done half of it, and
 * a block that is run again may not find what it expects. Nothing where they did not. `mend` says how to get back to
 * where the step begins.
 */
export function describeHalfDone({ document, steps }: Report, underWay: Step, mend: string): Line[] {
  const block = steps
    .find(({ id }) => id === underWay.id)
    ?.blocks.find(({ verdict }) => verdict === 'failed');
  if (!block) return [];
  return [
    textLine(''),
    textLine(
      `“${underWay.title}” may have been begun already: its blocks were run from the first, in a fresh session, and`,
    ),
    {
      left: [
        { text: 'what was there may be why this line failed: ' },
        { text: `${document}:${block.failedLine ?? block.line}`, style: 'cyan' },
      ],
    },
    textLine(mend),
  ];
}
