import type { Root } from 'mdast';
import { VFile } from 'vfile';
import { decodeDocument } from './decode.ts';
import type { CheckDescription } from './draft.ts';
import { readFrontMatter } from './front-matter.ts';
import { hasErrors, problemsOf, report } from './gather.ts';
import type { Lab, ShellBlock } from './lab.ts';
import { labId } from './lab-name.ts';
import { leavesOf, plainHeading, readBlocks, readBoth } from './markdown.ts';
import { findDeepMarkdown } from './nesting.ts';
import type { Problem } from './problem.ts';
import { readSections } from './sections.ts';
import { readSteps } from './steps.ts';
import { readSwitches, type Switch } from './switches.ts';

export interface ParsedLab {
  /** Null where any problem is an error. */
  readonly lab: Lab | null;
  /** In the order of the document. */
  readonly problems: readonly Problem[];
  /** Ids that the document does not give: of blocks and checks as they are, of steps as `step ID`. */
  readonly derived: ReadonlySet<string>;
  /** The shell blocks that would run, even where the lab is null: bash has still to judge their syntax. */
  readonly shell: readonly ShellBlock[];
  /** What the document wants no warning of. */
  readonly switches: readonly Switch[];
  /** The document with `\n` line ends; null where it is no text that can be read. */
  readonly text: string | null;
}

/** A document as it is while it is being read. */
export interface Seen {
  readonly path: string;
  readonly text: string;
  /** Of all that stands in it. */
  readonly root: Root;
  readonly lab: Lab | null;
  readonly shell: readonly ShellBlock[];
}

/** A document that is still to be read. */
export interface Unread {
  readonly text: string | Uint8Array;
  readonly path: string;
  readonly contentDir: string;
  /** What else there is to say of it; who asks gets the whole tree, which is gone afterwards. */
  readonly remark?: ((seen: Seen) => readonly Problem[]) | undefined;
}

const nothing = (file: VFile): ParsedLab => ({
  lab: null,
  problems: problemsOf(file),
  derived: new Set(),
  shell: [],
  switches: [],
  text: null,
});

const read = (
  file: VFile,
  text: string,
  root: Root,
  contentDir: string,
  checkTypes: ReadonlyMap<string, CheckDescription>,
) => {
  const matter = readFrontMatter({ file, node: root.children[0], text, contentDir });
  const lines = text.split('\n');
  const sections = readSections({ file, text, leaves: leavesOf(root), topLevel: new Set(root.children) });
  const { steps, derived } = readSteps({
    sections,
    lines,
    context: { file, hosts: matter.hostNames, checkTypes },
  });
  const { title: given, hosts, packages, internet, files } = matter;
  if (steps.length === 0 && !hasErrors(problemsOf(file))) {
    const message =
      'This document has no step: nothing to run, nothing to check.\nPut a block or a check under a level-2 heading.';
    report(file, { rule: 'no-steps', message, at: { line: 1, column: 1 } });
  }
  const first = root.children.find((node) => node.type === 'heading');
  const title = given ?? (first?.type === 'heading' && first.depth === 1 ? plainHeading(first, text) : '');
  if (given === null && matter.readable) {
    const message = 'The lab has no title.\nAdd `title: …` to the front matter.';
    report(file, { rule: 'missing-title', message, at: { line: 1, column: 1 } });
  }
  return { title, hosts, packages, internet, files, steps, derived, switches: readSwitches(root) };
};

/**
 * Reads one document into a lab. Never throws: whatever is wrong with the text is a problem, all of them at once.
 * `contentDir` is where `files` are looked up.
 */
export const parseWith = (
  checkTypes: ReadonlyMap<string, CheckDescription>,
  { text: input, path, contentDir, remark }: Unread,
): ParsedLab => {
  const file = new VFile({ path });
  const { text, wrong } = decodeDocument(input);
  if (text === null) {
    report(file, wrong);
    return nothing(file);
  }
  const deep = findDeepMarkdown(text.split('\n'));
  if (deep !== null) {
    const message = 'Cannot read this: quotes and lists are nested too deeply.\nNest them less.';
    report(file, { rule: 'nested-too-deeply', message, at: deep });
    return nothing(file);
  }
  const trees = remark ? readBoth(text) : { blocks: readBlocks(text), whole: null };
  const { derived, switches, title, ...rest } = read(file, text, trees.blocks, contentDir, checkTypes);
  const problems = problemsOf(file);
  const id = labId(path);
  const lab = hasErrors(problems) ? null : { id, document: path, title: title === '' ? id : title, ...rest };
  const shell = rest.steps.flatMap(({ items }) => items).filter((item) => item.kind === 'shell');
  const remarks = remark && trees.whole ? remark({ path, text, root: trees.whole, lab, shell }) : [];
  return { lab, problems: [...problems, ...remarks], derived, shell, switches, text };
};
