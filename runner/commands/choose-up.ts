import { labId } from '../document/lab-name.ts';
import { nearest } from '../document/nearest.ts';
import { listUp, type UpLab } from '../hosts/up/index.ts';
import type { Option } from './command.ts';
import { UsageError } from './usage-error.ts';

/** `--lab` of the commands whose argument is something else. */
export const upLabOption: Option = {
  type: 'string',
  takes: 'LAB',
  completes: 'up-lab',
  help: 'where more than one lab is up: this one',
};

/** The lab that is up which LAB means; without LAB the only one. Throws UsageError where that is none or not clear. */
export async function chooseUp(name: string | undefined): Promise<UpLab> {
  const found = await findUp(name);
  if (found) return found;
  if (name === undefined) throw new UsageError('No lab is up\nBring one up with: lab up LAB');
  const near = nearest(
    labId(name),
    (await listUp()).map(({ lab }) => lab),
  );
  throw new UsageError(
    `${labId(name)} is not up\n${near === null ? `Bring it up with: lab up ${name}` : `Did you mean \`${near}\`?`}`,
  );
}

/** The same, null where there is none. */
export async function findUp(name: string | undefined): Promise<UpLab | null> {
  const labs = await listUp();
  const fitting = name === undefined ? labs : labs.filter(({ lab }) => lab === labId(name));
  if (fitting.length > 1) {
    throw new UsageError(`More than one lab is up; name one of ${fitting.map(({ lab }) => lab).join(', ')}`);
  }
  return fitting[0] ?? null;
}
