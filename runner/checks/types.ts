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

/**
 * What one ask found. `holds` is before `not` turns it round. `expected` and `observed` are for people: one line
 * each, or a few for lists.
 */
export interface Observation {
  readonly holds: boolean;
  readonly expected: string;
  readonly observed: string;
}

/**
 * A check type: its schema, how it asks, how it explains. `ask` rejects with `CannotAsk` where the question itself
 * can't be put (then the check is `broken`, whatever `not` says) and passes `HostBroken` through.
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
  ask(spec: Spec, context: AskContext): Promise<Observation>;
}

/** The question could not be put: no such tool, no such container to look inside. */
export class CannotAsk extends Error {
  override readonly name = 'CannotAsk';
}
