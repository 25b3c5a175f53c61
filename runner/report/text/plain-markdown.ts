import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Nodes } from 'mdast';

/** Markdown as plain text: code keeps its backticks, a link shows its address, paragraphs stand on lines. */
export function plainMarkdown(markdown: string): string {
  return plain(unified().use(remarkParse).parse(markdown)).trim();
}

function plain(node: Nodes): string {
  if (node.type === 'inlineCode') return `\`${node.value}\``;
  if (node.type === 'break') return '\n';
  if (node.type === 'image') return node.alt ?? '';
  if ('value' in node) return node.value;
  if (!('children' in node)) return '';
  const text = node.children.map(plain).join(isBox(node) ? '\n' : '');
  if (node.type === 'link') return text === node.url ? text : `${text} (${node.url})`;
  return node.type === 'listItem' ? `- ${text}` : text;
}

function isBox({ type }: Nodes): boolean {
  return type === 'root' || type === 'list' || type === 'listItem' || type === 'blockquote';
}
