import type { VFile } from 'vfile';
import { readBlocksOf } from './blocks.ts';
import type { Context, Draft } from './draft.ts';
import { report } from './gather.ts';
import { settleIds } from './ids.ts';
import type { Step } from './lab.ts';
import { suggest } from './nearest.ts';
import type { Place } from './place.ts';
import type { Section } from './sections.ts';

interface StepSection {
  readonly section: Section & { heading: { title: string; at: Place } };
  readonly id: string;
  readonly drafts: readonly Draft[];
}

const hasHeading = (section: Section): section is StepSection['section'] => section.heading !== null;

const checkUniqueness = (steps: readonly StepSection[], file: VFile): void => {
  const lines = new Map<string, number>();
  for (const { section, id } of steps) {
    const first = lines.get(id);
    lines.set(id, first ?? section.heading.at.line);
    if (first === undefined) continue;
    const message = `The step on line ${first} has the id \`${id}\` already.\nGive this one its own: \`<!-- step: ID -->\` under the heading.`;
    report(file, { rule: 'duplicate-step', message, at: section.idAt ?? section.heading.at });
  }
};

const isBlock = ({ stem }: Draft): boolean => stem === null;

const checkUntil = (steps: readonly StepSection[], file: VFile): void => {
  const order = steps.map(({ id }) => id);
  for (const [index, { drafts }] of steps.entries()) {
    for (const [place, { until }] of drafts.entries()) {
      if (until === null) continue;
      const found = order.indexOf(until.step);
      if (found === -1) {
        const message = `Unknown step \`${until.step}\`.\n${suggest(until.step, order)}`;
        report(file, { rule: 'unknown-step', message, at: until.at });
      } else if (found < index) {
        const message = `Step \`${until.step}\` is over before this check is made.\nName this step or a later one.`;
        report(file, { rule: 'until-earlier', message, at: until.at });
      } else if (found === index && !drafts.slice(place).some(isBlock)) {
        const message = `Step \`${until.step}\` is over when this check is made: no block of it follows.\nName a later step, or remove \`until\`.`;
        report(file, { rule: 'until-own-step', message, at: until.at });
      }
    }
  }
};

const rejectOutside = (section: Section, lines: readonly string[], context: Context): void => {
  const drafts = readBlocksOf(section.nodes, lines, context);
  for (const item of drafts.flatMap((draft) => draft.items(''))) {
    const what = item.kind === 'check' ? 'check' : 'block';
    const message = `This ${what} stands in no step.\nPut it under a level-2 heading (\`## …\`).`;
    report(context.file, { rule: 'outside-step', message, at: { line: item.line, column: 1 } });
  }
};

/** The steps among the sections of a document; those with neither block nor check are prose. */
export const readSteps = (options: {
  sections: readonly Section[];
  lines: readonly string[];
  context: Context;
}): { steps: Step[]; derived: ReadonlySet<string> } => {
  const { sections, lines, context } = options;
  const { file } = context;
  const found: StepSection[] = [];
  for (const section of sections) {
    if (!hasHeading(section)) rejectOutside(section, lines, context);
    else {
      const drafts = readBlocksOf(section.nodes, lines, context);
      if (drafts.length > 0) found.push({ section, id: section.id, drafts });
    }
  }
  checkUniqueness(found, file);
  checkUntil(found, file);
  const { items, derived } = settleIds(found, file);
  const steps = found.map(({ section: { heading }, id }, index) => ({
    id,
    title: heading.title,
    line: heading.at.line,
    items: items[index] ?? [],
  }));
  const slugs = found.filter(({ section }) => section.idAt === null).map(({ id }) => id);
  return { steps, derived: new Set([...derived, ...slugs.map((id) => `step ${id}`)]) };
};
