import type { ReadLab } from '../document/read.ts';
import type { Call } from './command.ts';
import { readDocuments } from './read-documents.ts';
import { requireStanding, type StandingLab } from './standing-hosts.ts';
import { readTargets, requireKnownHosts } from './target-options.ts';
import { UsageError } from './usage-error.ts';

/** The one lab that a call is about, where its hosts are; `standing` is null where the document is wrong. */
export async function readStandingLab(
  call: Call,
): Promise<{ document: ReadLab; standing: StandingLab | null }> {
  if (call.positionals.length > 1) throw new UsageError('Expected the name of one lab');
  const targets = readTargets(call);
  const [document] = await readDocuments(call.positionals);
  if (!document?.lab) {
    if (!document) throw new UsageError('Expected the name of one lab');
    return { document, standing: null };
  }
  const standing = { lab: document.lab, targets };
  requireKnownHosts(standing.lab, targets);
  requireStanding(standing);
  return { document, standing };
}
