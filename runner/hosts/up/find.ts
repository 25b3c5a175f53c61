import { listRuns } from '../vm/runs.ts';
import { readUp, type UpLab } from './description.ts';

/** The labs of this user that are up, the oldest first. */
export async function listUp(): Promise<UpLab[]> {
  const found = await Promise.all((await listRuns()).map(readUp));
  return found.filter((up) => up !== null).sort((one, other) => one.since.localeCompare(other.since));
}
