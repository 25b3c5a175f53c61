import { basename } from 'node:path';
import type { Run } from '../report/side-by-side/runs-reporter.ts';
import type { ChosenLab } from './chosen-lab.ts';

/** A run that is to be, of a lab of a call. */
export interface PlannedRun extends Run {
  readonly chosen: ChosenLab;
}

/** All runs of a call in its order: each lab as often as was asked for. */
export function listRuns(labs: readonly ChosenLab[], { repeat }: { repeat: number }): PlannedRun[] {
  return labs.flatMap((chosen, index) => {
    const { id, document } = chosen.lab;
    const isAlone = labs.every(
      ({ lab }) => lab.document === document || shortName(lab) !== shortName(chosen.lab),
    );
    const name = isAlone ? shortName(chosen.lab) : document;
    return Array.from({ length: repeat }, (_, turn) => ({
      chosen,
      number: index * repeat + turn + 1,
      lab: id,
      repetition: turn + 1,
      isRepeated: repeat > 1,
      name: repeat > 1 ? `${name} (${turn + 1} of ${repeat})` : name,
    }));
  });
}

/** Other than its id, it tells a translation from its original. */
const shortName = ({ document }: ChosenLab['lab']): string => basename(document).replace(/(?<=.)\.md$/, '');
