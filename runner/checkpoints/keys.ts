import { createHash } from 'node:crypto';
import type { Item, Lab } from '../document/lab.ts';
import { fingerprint } from '../hosts/vm/fingerprint.ts';

/** A moment of a lab at which its hosts can be had. */
export interface LabState {
  /** Id of the step after which it is; null for hosts that have just started. */
  readonly step: string | null;
  /** Hash of everything that led to it. */
  readonly key: string;
}

/**
 * The states of a lab in order: the hosts started, then after each step. Each key takes in the one before, the files
 * put on the hosts, and text and attributes of every block of its step. Prose, hints, checks, the output expected and
 * where in the document something stands change no host, and so no key.
 */
export async function labStates({ lab, machines }: { lab: Lab; machines: string }): Promise<LabState[]> {
  const start = { step: null, key: hash(['hosts', machines]) };
  const files = await Promise.all(
    lab.files.map(async ({ from, to, hosts, mode }) => [to, hosts, mode, await fingerprint([from])]),
  );
  let key = hash([start.key, files]);
  const after = lab.steps.map(({ id, items }) => {
    key = hash([key, items.filter((item) => item.kind !== 'check').map(whatItDoes)]);
    return { step: id, key };
  });
  return [start, ...after];
}

function whatItDoes(block: Exclude<Item, { kind: 'check' }>): unknown {
  if (block.kind === 'file') {
    const { text, hosts, container, path, mode, owner, append } = block;
    return ['file', text, hosts, container, path, mode, owner, append];
  }
  const { text, hosts, container, timeoutMs, exit, background, ready, tty } = block;
  return ['shell', text, hosts, container, timeoutMs, exit, background, ready, tty];
}

function hash(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
}
