import { relative } from 'node:path';
import { labId } from '../document/lab-name.ts';
import type { Problem } from '../document/problem.ts';
import { rejectDocument } from '../report/reject.ts';
import type { Report } from '../report/report.ts';
import { chooseUp, findUp } from './choose-up.ts';
import type { Call } from './command.ts';
import { readDocuments, readDocumentsAlone } from './read-documents.ts';
import { requireStanding, type StandingLab } from './standing-hosts.ts';
import { readTargets, requireKnownHosts } from './target-options.ts';
import { UsageError } from './usage-error.ts';

/** The one lab that a call is about and where its hosts are, or what is wrong with its document. */
export type ReadStandingLab =
  | { readonly rejected: Report }
  | { readonly rejected: null; readonly standing: StandingLab; readonly problems: readonly Problem[] };

/**
 * Reads and, where its blocks are to be run, lints it. Throws UsageError where it isn't one lab, or where it can't be told
 * where its hosts are.
 */
export async function readStandingLab(
  call: Call,
  { runsBlocks = false }: { runsBlocks?: boolean } = {},
): Promise<ReadStandingLab> {
  const targets = readTargets(call);
  const [name] = call.positionals;
  // With no LAB the lab that is up is meant; hosts that are named elsewhere need none that is up.
  const up = name === undefined ? await chooseUp(undefined) : targets.size > 0 ? null : await findUp(name);
  const names = name === undefined && up ? [shownPath(up.document)] : call.positionals;
  const [document] = runsBlocks ? await readDocuments(names) : readDocumentsAlone(names);
  if (!document) throw new UsageError('Expected the name of one lab');
  const { lab, path, problems } = document;
  if (lab === null) return { rejected: rejectDocument({ lab: labId(path), document: path, problems }) };
  requireKnownHosts(lab, targets);
  requireStanding({ lab, targets, up });
  return { rejected: null, standing: { lab, targets, up }, problems };
}

/** As somebody here would type it. */
function shownPath(path: string): string {
  const way = relative(process.cwd(), path);
  return way.startsWith('..') ? path : way;
}
