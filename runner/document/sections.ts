import type { Heading, RootContent } from 'mdast';
import type { VFile } from 'vfile';
import { report } from './gather.ts';
import { plainHeading } from './markdown.ts';
import { isId, slug } from './names.ts';
import type { Place } from './place.ts';
import type { FormatRule } from './rules.ts';

/** What stands under one level-2 heading, or before the first and under a level-1 heading (`heading` is null). */
export interface Section {
  readonly heading: { readonly title: string; readonly at: Place } | null;
  /** Given by a comment, else the heading's slug. */
  id: string;
  /** Where the comment stands; null where the id is a slug. */
  idAt: Place | null;
  readonly nodes: RootContent[];
}

const placeOf = (node: RootContent): Place => node.position?.start ?? { line: 1, column: 1 };

const stepComment = /^<!--\s*step\s*:\s*(.*?)\s*-->\s*$/s;

const open = (heading: Heading, index: number, text: string): Section => {
  const title = plainHeading(heading, text);
  return {
    heading: { title, at: placeOf(heading) },
    id: slug(title) || `step-${index}`,
    idAt: null,
    nodes: [],
  };
};

const readComment = (section: Section, value: string, at: Place, file: VFile): void => {
  const given = stepComment.exec(value)?.[1];
  const wrong = (rule: FormatRule, message: string): void => {
    report(file, { rule, message, at });
  };
  if (given === undefined || !isId(given)) {
    wrong('step-id', `Expected \`<!-- step: ID -->\` with an id of letters, digits, \`.\`, \`_\` and \`-\`.`);
  } else if (section.heading === null) {
    wrong('step-place', 'No step begins here.\nPut `<!-- step: ID -->` under a level-2 heading.');
  } else if (section.idAt !== null) {
    wrong('step-place', `This step has the id \`${section.id}\` already.\nKeep one comment.`);
  } else {
    section.id = given;
    section.idAt = at;
  }
};

/** Divides a document at its headings of level 1 and 2. `topLevel` are the headings that count: those in lists don't. */
export const readSections = (options: {
  file: VFile;
  text: string;
  leaves: readonly RootContent[];
  topLevel: ReadonlySet<unknown>;
}): Section[] => {
  const { file, text, leaves, topLevel } = options;
  let section: Section = { heading: null, id: '', idAt: null, nodes: [] };
  const sections = [section];
  for (const node of leaves) {
    if (node.type === 'heading' && node.depth <= 2 && topLevel.has(node)) {
      section =
        node.depth === 2
          ? open(node, sections.length, text)
          : { heading: null, id: '', idAt: null, nodes: [] };
      sections.push(section);
    } else if (node.type === 'html' && /^<!--\s*step\b/.test(node.value)) {
      readComment(section, node.value, placeOf(node), file);
    } else section.nodes.push(node);
  }
  return sections;
};
