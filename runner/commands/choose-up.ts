import { labId } from '../document/lab-name.ts';
import { listUp, type UpLab } from '../hosts/up/index.ts';
import { UsageError } from './usage-error.ts';

/** The lab that is up which LAB means; without LAB the only one. Throws UsageError where that is none or not clear. */
export async function chooseUp(name: string | undefined): Promise<UpLab> {
  const found = await findUp(name);
  if (found) return found;
  throw new UsageError(
    name === undefined
      ? 'No lab is up\nBring one up with: lab up LAB'
      : `${labId(name)} is not up\nBring it up with: lab up ${name}`,
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
