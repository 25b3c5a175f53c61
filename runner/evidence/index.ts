import { once } from 'node:events';
import type { LabHost } from '../document/lab.ts';
import type { RunEvent } from '../execute/events.ts';
import type { Host } from '../hosts/host.ts';
import { makeFailureFolder } from './failures-folder.ts';
import { hostsInQuestion } from './in-question.ts';
import { lookAt } from './look.ts';
import { createRunRecord } from './record.ts';
import { writeFiles } from './write-files.ts';

export { failuresFolder, sweepFailures } from './failures-folder.ts';
export { readEvidence } from './read-files.ts';
export type { EvidenceFile } from './write-files.ts';

/** What an engineer would look at first when a run failed: gathered at that moment, kept in a folder of text files. */
export interface Evidence {
  /** Follows the run. */
  add(event: RunEvent): void;
  /**
   * Once something failed, looks at the hosts in question, side by side, and writes what they say. Does so once a run,
   * and rejects only with the signal's reason: a failure of which nothing could be kept is one all the same.
   */
  gather(hosts: ReadonlyMap<string, Host>): Promise<void>;
}

/** For whoever has the hosts at hand after a failure, and wants the verdict at once. */
export const noEvidence: Evidence = { add: () => undefined, gather: () => Promise.resolve() };

export interface EvidenceOptions {
  readonly lab: { readonly id: string; readonly hosts: readonly LabHost[] };
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
}

export function createEvidence({ lab, signal, emit }: EvidenceOptions): Evidence {
  const record = createRunRecord();
  let gathering: Promise<void> | null = null;

  const gatherFrom = async (hosts: readonly Host[]) => {
    const startedMs = performance.now();
    const elapsedMs = () => Math.round(performance.now() - startedMs);
    if (hosts.length > 0) {
      const message = `looking at ${hosts.map(({ name }) => name).join(', ')}`;
      emit({ event: 'progress', activity: 'evidence', message, done: false, elapsedMs: 0 });
    }
    const findings = await Promise.race([Promise.all(hosts.map(lookAt)), aborted(signal)]);
    const found = findings.flat().map(({ place, text }) => ({ name: `hosts/${place}.txt`, text }));
    try {
      const folder = await makeFailureFolder({ lab: lab.id, at: new Date() });
      const files = await writeFiles({ folder, files: [...record.files(), ...found] });
      emit({ event: 'evidence', folder, files, elapsedMs: elapsedMs() });
    } catch (error) {
      const message = `Cannot keep what was found on the hosts: ${(error as Error).message}`;
      emit({ event: 'note', step: null, block: null, host: null, line: null, message });
    }
  };

  return {
    add: (event) => {
      record.add(event);
    },
    gather: async (hosts) => {
      const failed = record.failedHosts();
      if (failed === null) return;
      const names = hostsInQuestion({ hosts: lab.hosts, failed });
      gathering ??= gatherFrom(names.flatMap((name) => hosts.get(name) ?? []));
      await gathering;
    },
  };
}

async function aborted(signal: AbortSignal): Promise<never> {
  signal.throwIfAborted();
  await once(signal, 'abort');
  throw signal.reason;
}
