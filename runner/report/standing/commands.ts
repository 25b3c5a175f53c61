import type { FileBlock, ShellBlock, Step } from '../../document/lab.ts';
import { indent, textLine, type Line } from '../text/index.ts';

/** What the document tells a reader to type in a step, and where. */
export function describeCommands({ items }: Step): Line[] {
  return items.flatMap((item) => (item.kind === 'check' ? [] : describeBlock(item)));
}

function describeBlock(block: ShellBlock | FileBlock): Line[] {
  const place = `on ${block.hosts.join(', ')}${block.container === null ? '' : ` in container ${block.container}`}`;
  const heading =
    block.kind === 'shell'
      ? place
      : `${place}, ${block.append ? 'at the end of the file' : 'in the file'} ${block.path}`;
  const lines = block.text.replace(/\n$/, '').split('\n');
  return [
    textLine(`${heading}:`, 'dim'),
    ...indent(
      lines.map((line) => textLine(line)),
      4,
    ),
  ];
}
