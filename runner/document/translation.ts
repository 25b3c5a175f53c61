import { isDeepStrictEqual } from 'node:util';
import type { Item, Step } from './lab.ts';
import type { ParsedLab } from './parse.ts';
import type { Problem } from './problem.ts';
import { type Side, type Trait, traitsOf } from './translation-items.ts';
import { findOversights } from './translation-prose.ts';

interface Difference {
  readonly what: string;
  readonly here: Pick<Trait, 'value' | 'line'>;
  readonly there: Pick<Trait, 'value' | 'line'>;
}

const nothing = (line: number): Pick<Trait, 'value' | 'line'> => ({ value: 'nothing', line });

const settings = ({ lab }: Side): Readonly<Record<string, unknown>> => ({
  files: lab.files.map(({ from, to, hosts, mode }) => ({ from, to, hosts, mode })),
  hosts: lab.hosts,
  internet: lab.internet,
  packages: lab.packages.toSorted(),
});

const compareSettings = (here: Side, there: Side): Difference[] => {
  const other = settings(there);
  return Object.entries(settings(here))
    .filter(([name, value]) => !isDeepStrictEqual(value, other[name]))
    .map(([name, value]) => ({
      what: `\`${name}\` of the front matter`,
      here: { value: JSON.stringify(value), line: 1 },
      there: { value: JSON.stringify(other[name]), line: 1 },
    }));
};

const nameOf = (item: Item): string => (item.kind === 'check' ? 'check' : 'block');

const stepIndex =
  ({ lab }: Side) =>
  (id: string): number =>
    lab.steps.findIndex((step) => step.id === id);

/** The first difference of two blocks or checks: the rest follows from it often enough. */
const compareItems = (here: Item, there: Item, sides: readonly [Side, Side]): Difference | null => {
  const what = `this ${nameOf(here)}`;
  if (here.kind !== there.kind)
    return {
      what,
      here: { value: here.kind, line: here.line },
      there: { value: there.kind, line: there.line },
    };
  const [mine, others] = [traitsOf(here, stepIndex(sides[0])), traitsOf(there, stepIndex(sides[1]))];
  for (let index = 0; index < Math.max(mine.length, others.length); index++) {
    const [one, other] = [mine[index], others[index]];
    if (one?.name === other?.name && one?.value === other?.value) continue;
    // Where lines are missing, the next trait stands against what one side still has of this one.
    const names = [one?.name, other?.name];
    const name = names.find((each) => each === mine[index - 1]?.name) ?? one?.name ?? other?.name ?? '';
    return {
      what: `\`${name}\` of ${what}`,
      here: one?.name === name ? one : nothing(here.line),
      there: other?.name === name ? other : nothing(there.line),
    };
  }
  const given = (item: Item, side: Side): string | null => (side.derived.has(item.id) ? null : item.id);
  const ids = [given(here, sides[0]), given(there, sides[1])];
  if (ids[0] === ids[1]) return null;
  const [one, other] = ids.map((id) => id ?? 'none');
  return {
    what: `\`id\` of ${what}`,
    here: { value: one ?? '', line: here.line },
    there: { value: other ?? '', line: there.line },
  };
};

const compareSteps = (here: Step, there: Step, sides: readonly [Side, Side]): Difference[] => {
  const differences: Difference[] = [];
  for (let index = 0; index < Math.max(here.items.length, there.items.length); index++) {
    const [one, other] = [here.items[index], there.items[index]];
    if (one === undefined || other === undefined) {
      const describe = (item: Item | undefined, step: Step): Pick<Trait, 'value' | 'line'> =>
        item === undefined ? nothing(step.line) : { value: `a ${nameOf(item)}`, line: item.line };
      return [
        ...differences,
        { what: 'this step', here: describe(one, here), there: describe(other, there) },
      ];
    }
    const difference = compareItems(one, other, sides);
    if (difference === null) continue;
    differences.push(difference);
    // Behind an item too many or too few, everything differs.
    if (here.items.length !== there.items.length || one.kind !== other.kind) break;
  }
  return differences;
};

const compareAllSteps = (sides: readonly [Side, Side]): Difference[] => {
  const [here, there] = sides;
  const differences: Difference[] = [];
  for (let index = 0; index < Math.max(here.lab.steps.length, there.lab.steps.length); index++) {
    const [one, other] = [here.lab.steps[index], there.lab.steps[index]];
    const bothSlugs = one !== undefined && other !== undefined && isSlug(one, here) && isSlug(other, there);
    if (one === undefined || other === undefined || (one.id !== other.id && !bothSlugs)) {
      const describe = (step: Step | undefined): Pick<Trait, 'value' | 'line'> =>
        step === undefined ? nothing(1) : { value: `step ${step.id}`, line: step.line };
      return [
        ...differences,
        { what: 'the order of the steps', here: describe(one), there: describe(other) },
      ];
    }
    differences.push(...compareSteps(one, other, sides));
  }
  return differences;
};

const isSlug = (step: Step, { derived }: Side): boolean => derived.has(`step ${step.id}`);

const short = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

/**
 * What runs or is checked in one document and not in the other, as problems of the first; where there is no such
 * thing, what was overlooked, as warnings. Steps without ids of their own may have different slugs, for headings are
 * translated.
 */
export const compareTranslations = (here: ParsedLab, there: ParsedLab): Problem[] => {
  if (here.lab === null || there.lab === null) return [];
  const sides = [
    { lab: here.lab, derived: here.derived },
    { lab: there.lab, derived: there.derived },
  ] as const;
  const path = there.lab.document;
  const differences = [...compareSettings(...sides), ...compareAllSteps(sides)];
  if (differences.length === 0)
    return findOversights(sides).map((each) => ({ ...each, column: 1, severity: 'warning' }));
  return differences.map((difference) => ({
    line: difference.here.line,
    column: 1,
    message: [
      `${difference.what.replace(/^./, (first) => first.toUpperCase())} differs from ${path}:${difference.there.line}.`,
      `Here: \`${short(difference.here.value)}\`; there: \`${short(difference.there.value)}\`.`,
      'Only title, prose, hints and comment lines may differ in a translation.',
    ].join('\n'),
    rule: 'translation',
    severity: 'error' as const,
  }));
};
