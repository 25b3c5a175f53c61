import { resolve } from 'node:path';
import type { Checkpoints } from '../checkpoints/index.ts';
import { DocumentError } from '../document/document-error.ts';
import type { Lab } from '../document/lab.ts';
import type { Reporter } from '../report/reporter.ts';
import { count } from '../report/text/index.ts';
import {
  type Original,
  type Printed,
  readOriginals,
  recordPrinted,
  rewriteDocument,
  type Rewritten,
  uncompared,
  updateLab,
  writeDocuments,
} from '../update/index.ts';
import { askYesNo } from './ask.ts';
import type { RunLabOptions } from './run-lab.ts';

/** The documents that a call of `lab run --update` is about. */
export interface Updating {
  /** The same run, but what its blocks print is kept instead of compared. */
  follow(lab: Lab, run: Followed): Followed;
  /**
   * Shows how the documents are to change, asks once, and writes them, all or none; nothing where `status` says that
   * not all passed. Resolves with the exit status of the call: 0 where every output block is true now.
   */
  finish(how: { status: number; reporter: Reporter; yes: boolean }): Promise<number>;
}

type Followed = Pick<RunLabOptions, 'steps' | 'reporter' | 'checkpoints'>;

/** A lab in all its languages: what they show is the same, so each run is of all of them. */
interface Family {
  readonly originals: readonly Original[];
  readonly runs: (() => Printed)[];
}

/** Reads the documents as they are before the run. Throws `DocumentError` where one of them can't be updated. */
export function startUpdate(labs: readonly Lab[]): Updating {
  const families = new Map<string, Family>();
  const familyOf = ({ document }: Lab) => {
    const known = families.get(resolve(document));
    if (known) return known;
    const family: Family = { originals: readOriginals({ path: document }), runs: [] };
    for (const { path } of family.originals) families.set(resolve(path), family);
    return family;
  };
  for (const lab of labs) familyOf(lab);
  return {
    follow: (lab, { steps, reporter, checkpoints }) => {
      const record = recordPrinted(lab);
      familyOf(lab).runs.push(record.printed);
      const handle: Reporter['handle'] = (event) => {
        record.add(event);
        reporter.handle(event);
      };
      return {
        steps: uncompared(steps),
        reporter: { ...reporter, handle },
        ...(checkpoints && { checkpoints: savingNoStep(checkpoints) }),
      };
    },
    finish: async ({ status, ...how }) => {
      const all = [...new Set(families.values())];
      const isOneRun = all.some(({ runs }) => runs.length === 1);
      if (status === 0) return finish(all.flatMap(rewriteFamily), { ...how, isOneRun });
      process.stderr.write(
        'lab: No document is updated: what fails by its status or a check has to pass first\n',
      );
      return status;
    },
  };
}

/** A step whose output was not compared is not known to have passed. */
function savingNoStep(checkpoints: Checkpoints): Checkpoints {
  return {
    ...checkpoints,
    save: (after) =>
      after.report === null ? checkpoints.save(after) : Promise.resolve({ whole: Promise.resolve() }),
  };
}

function rewriteFamily({ originals, runs }: Family): Rewritten[] {
  const [first] = originals;
  if (!first) return [];
  const update = updateLab(
    first.parsed.lab,
    runs.map((printed) => printed()),
  );
  return originals.map((original) => rewriteDocument(original, update));
}

async function finish(
  documents: readonly Rewritten[],
  { reporter, yes, isOneRun }: { reporter: Reporter; yes: boolean; isOneRun: boolean },
): Promise<number> {
  for (const { original, blocks, difference, left } of documents)
    reporter.handle({ event: 'drift', document: original.path, blocks, difference, left });
  const changed = documents.filter(({ blocks }) => blocks > 0);
  const isWritten = changed.length > 0 && (yes || (await mayWrite(changed, reporter))) && write(changed);
  for (const { original, blocks, left } of documents) {
    const counted = { blocks, left: left.length, isWritten: blocks > 0 && isWritten };
    reporter.handle({ event: 'updated', document: original.path, ...counted });
  }
  if (isWritten && isOneRun)
    process.stderr.write(
      'lab: One run can’t tell all that is another each time; --repeat 2 finds more of it\n',
    );
  const isTrue = documents.every(({ blocks, left }) => left.length === 0 && (blocks === 0 || isWritten));
  return isTrue ? 0 : 1;
}

async function mayWrite(changed: readonly Rewritten[], reporter: Reporter): Promise<boolean> {
  // The question wants the cursor.
  reporter.close();
  const answer = await askYesNo(`Write ${count(changed.length, 'document')}?`);
  if (answer === null) process.stderr.write('lab: Cannot ask without a terminal; give --yes to write this\n');
  return answer === true;
}

/** False where nothing was written; then it is said why. */
function write(changed: readonly Rewritten[]): boolean {
  try {
    writeDocuments(changed);
    return true;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    process.stderr.write(`lab: ${error.message}\n`);
    return false;
  }
}
