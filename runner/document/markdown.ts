import type { Heading, Nodes, Root, RootContent } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';

/**
 * What stands inside a paragraph. Blocks never depend on it (CommonMark 3.1: "block structure takes precedence"),
 * so that reading a lab leaves it unread: that halves the time, and no input makes it quadratic.
 */
const inlineConstructs = [
  'attention',
  'autolink',
  'codeText',
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
];

function blocksOnly(this: Processor): undefined {
  const data = this.data();
  (data.micromarkExtensions ??= []).push({ disable: { null: inlineConstructs } });
}

const blocks = unified().use(remarkParse).use(remarkFrontmatter).use(blocksOnly).freeze();
const whole = unified().use(remarkParse).use(remarkFrontmatter).freeze();

const containers: ReadonlySet<string> = new Set(['blockquote', 'list', 'listItem', 'root']);

/** The nodes of a document that hold no other blocks, in order. */
export const leavesOf = (root: Root): RootContent[] => {
  const leaves: RootContent[] = [];
  const open: Nodes[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    // One by one: a spread of a hundred thousand children overflows the stack.
    if (containers.has(node.type) && 'children' in node)
      for (const child of node.children.toReversed()) open.push(child);
    else leaves.push(node as RootContent);
  }
  return leaves;
};

/** The blocks of a document, with what stands in them unread. Rejects nothing: any text is Markdown. */
export const readBlocks = (text: string): Root => blocks.parse(text);

/** A text may be read as a whole that has no longer block of prose: some take its length squared. */
const longestProse = 10_000;

const isShort = (text: string): boolean =>
  text.split(/\n[ \t]*\n/).every(({ length }) => length <= longestProse);

/** The whole of a document, what stands in paragraphs too; blocks of prose too long for that are blank. */
export const readWhole = (text: string): Root => {
  if (isShort(text)) return whole.parse(text);
  let short = text;
  for (const { type, position } of leavesOf(blocks.parse(text))) {
    const [start, end] = [position?.start.offset ?? 0, position?.end.offset ?? 0];
    if (end - start <= longestProse || (type !== 'paragraph' && type !== 'heading')) continue;
    short = short.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + short.slice(end);
  }
  return whole.parse(short);
};

/** Both of these: of most documents one tree is both, for reading a document takes longer than all that is asked of it. */
export const readBoth = (text: string): { blocks: Root; whole: Root } => {
  const root = readWhole(text);
  return { blocks: isShort(text) ? root : readBlocks(text), whole: root };
};

const textOf = (node: Nodes): string =>
  'value' in node ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';

/** Beyond this a heading is no title, and reading what stands in it takes its length squared. */
const longestTitle = 1000;

/** The text without its Markdown of a heading that stands in no list or quote, however `text` was read. */
export const plainHeading = (heading: Heading, text: string): string => {
  const source = text.slice(heading.position?.start.offset, heading.position?.end.offset);
  const read = (): Nodes => {
    if (source.length > longestTitle) return blocks.parse(source);
    return /[*_`[\]<&\\!]/.test(source) ? whole.parse(source) : heading;
  };
  return textOf(read()).replaceAll('\n', ' ').trim();
};
