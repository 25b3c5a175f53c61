import type { Failing } from '../report/audit-report.ts';

/** A state of the hosts, by what fails there. */
export interface Case {
  readonly failing: readonly Failing[];
}

/** How much two states are alike, by the checks that fail: 1 where the same ones do, 0 where none does in both. */
export interface Likeness {
  readonly checks: number;
  /** Of the checks that fail in both, how many were observed to be the same. */
  readonly observations: number;
}

/**
 * Of three failing checks one may be another. At a half, a step that is done up to its last but one check would be taken
 * for one in which the line of either was left out.
 */
export const leastLikeness = 2 / 3;

export const keyOf = ({ check, host }: Pick<Failing, 'check' | 'host'>): string => `${check} ${host}`;

/** `isKnown` says of which checks it is known whether they fail here: the others do not count. */
export function likenessOf(
  { failing }: Case,
  here: Case,
  isKnown: (key: string) => boolean = () => true,
): Likeness {
  const observed = new Map(here.failing.map((each) => [keyOf(each), each.observed]));
  const there = failing.filter((each) => isKnown(keyOf(each)));
  const both = there.filter((each) => observed.has(keyOf(each)));
  const all = there.length + observed.size - both.length;
  return {
    checks: all === 0 ? 0 : both.length / all,
    observations: both.filter((each) => observed.get(keyOf(each)) === each.observed).length,
  };
}

/** Those of some cases that are closest to what fails here, all alike; empty where none is close. */
export function closestCases<Some extends Case>(
  cases: readonly Some[],
  likeness: (each: Case) => Likeness,
): { cases: Some[]; likeness: Likeness | null } {
  const close = cases
    .map((each) => ({ each, like: likeness(each) }))
    .filter(({ like }) => like.checks >= leastLikeness)
    .sort((a, b) => compareLikeness(b.like, a.like));
  const [best] = close;
  if (!best) return { cases: [], likeness: null };
  const alike = close.filter(({ like }) => compareLikeness(like, best.like) === 0);
  return { cases: alike.map(({ each }) => each), likeness: best.like };
}

export function compareLikeness(one: Likeness, other: Likeness): number {
  return one.checks - other.checks || one.observations - other.observations;
}
