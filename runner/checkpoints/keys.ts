import { createHash } from 'node:crypto';
import type { Check, Item, Lab, Step } from '../document/lab.ts';
import { fingerprint } from '../hosts/vm/fingerprint.ts';

/** A moment of a lab at which its hosts can be had. */
export interface LabState {
  /** Id of the step after which it is; null for hosts that have just started. */
  readonly step: string | null;
  /** Hash of everything that led to it. */
  readonly key: string;
  /** Hash of what can only be judged while the step runs: what its blocks print, checks that hold a block back. */
  readonly judgedInside: string;
  /** Hash of the checks behind its last block, which can be asked anew of hosts as they were after it. */
  readonly judgedAfter: string;
  /** How many checks are judged inside. */
  readonly checksInside: number;
}

/**
 * The states of a lab in order: the hosts started, then after each step. Each key takes in the one before, the files
 * put on the hosts, and text and attributes of every block of its step. Prose, hints, checks, the output expected and
 * where in the document something stands change no host, and so no key; what of it changes a verdict is hashed apart.
 */
export async function labStates({ lab, machines }: { lab: Lab; machines: string }): Promise<LabState[]> {
  const start = {
    step: null,
    key: hash(['hosts', machines]),
    judgedInside: '',
    judgedAfter: '',
    checksInside: 0,
  };
  const files = await Promise.all(
    lab.files.map(async ({ from, to, hosts, mode }) => [to, hosts, mode, await fingerprint([from])]),
  );
  let key = hash([start.key, files]);
  const after = lab.steps.map((step) => {
    key = hash([key, step.items.filter((item) => item.kind !== 'check').map(whatItDoes)]);
    const trailing = checksAfter(step);
    const inside = step.items.filter((item) => item.kind !== 'check' || !trailing.includes(item));
    return {
      step: step.id,
      key,
      judgedInside: hash(inside.map(howItIsJudged)),
      judgedAfter: hash(trailing.map(howItIsJudged)),
      checksInside: inside.filter(({ kind }) => kind === 'check').length,
    };
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

/** The checks that can be asked after a step as well as at its end: with a block in the background that is another time. */
export function checksAfter({ items }: Step): readonly Check[] {
  const isLast = (_: Item, index: number) => items.slice(index).every(({ kind }) => kind === 'check');
  if (items.some((item) => item.kind === 'shell' && item.background)) return [];
  return items.filter(isLast).filter((item) => item.kind === 'check');
}

function howItIsJudged(item: Item): unknown {
  if (item.kind === 'file') return 'file';
  if (item.kind === 'shell') return ['shell', item.output && [item.output.mode, item.output.text]];
  const { type, host, container, withinMs, holdsMs, not, spec } = item;
  return [type, host, container, withinMs, holdsMs, not, spec];
}

function hash(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
}
