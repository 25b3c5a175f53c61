import type * as z from 'zod';
import type { Host } from '../hosts/host.ts';

/** What a type's schema made of a check's own keys: plain data, its shape known to that type only. */
export type CheckSpec = Readonly<Record<string, unknown>>;

/** How a check type finds out. */
export interface AskContext {
  readonly host: Host;
  readonly container: string | null;
  /** Limit of this single ask, already scaled for slow engines (5 s on KVM). */
  readonly timeoutMs: number;
}

/** What one ask found. `holds` is before `not` turns it round; `observed` is for people: one line, or a few for lists. */
export interface Observation {
  readonly holds: boolean;
  readonly observed: string;
}

/**
 * A check type: its schema, how it asks, how it explains. `ask` rejects with `NoAnswer` where the check fails whatever
 * `not` says, with `CannotAsk` where it is `broken`, and passes `HostBroken` through.
 */
export interface CheckType<Spec extends CheckSpec = CheckSpec> {
  /** The key that names it. */
  readonly type: string;
  /** `on`, or `from` for what is asked over the network. */
  readonly hostKey: 'on' | 'from';
  /** The item's keys without the common ones; strict. */
  readonly schema: z.ZodType<Spec>;
  /** Asked one after another, never side by side (an ask moves something: a round-robin pointer). */
  readonly sequential: boolean;
  /** Short and stable, for derived ids: `test1` of `container: test1`. */
  subject(spec: Spec): string;
  /** What must be so, for people: `container test1 exists and is RUNNING`. */
  expected(spec: Spec): string;
  ask(spec: Spec, context: AskContext): Promise<Observation>;
}

/**
 * The question got no answer, and the lab or the learner is why: the container to look inside does not run, what is
 * to be looked with is not installed there, the asking took too long. Neither yes nor no, so `not` can't mend it.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** The question could not be put, and the machinery is why: the host lacks a tool that asking needs. */
export class CannotAsk extends Error {
  override readonly name = 'CannotAsk';
}
