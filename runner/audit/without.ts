import type { Item, Lab, ShellBlock } from '../document/lab.ts';
import { quote } from '../hosts/quote.ts';
import type { AuditLine, PutLine } from './lines.ts';
import { blankOut } from './spans.ts';

/** The lab without one of its lines. Everything else stands where it stood. */
export function withoutLine(lab: Lab, line: AuditLine): Lab {
  if (line.kind === 'put' && line.block === null)
    return { ...lab, files: lab.files.filter((file) => file !== line.file) };
  const change = changeOf(line);
  const steps = lab.steps.map((step) => ({
    ...step,
    items: step.items.flatMap((item) =>
      item.kind !== 'check' && item.id === line.block ? change(item) : [item],
    ),
  }));
  return { ...lab, steps };
}

function changeOf(line: AuditLine): (block: Item) => Item[] {
  if (line.kind === 'file') return () => [];
  if (line.kind === 'put') return (block) => [takeAway(line), block];
  return (block) =>
    block.kind === 'shell' ? [{ ...block, text: blankOut(block.text, line.spans) }] : [block];
}

/** Nothing before has to do with the file, so there it makes no difference; and the hosts need not start anew. */
function takeAway({ file, line }: PutLine): ShellBlock {
  return {
    kind: 'shell',
    id: `without-line-${line}`,
    line,
    textLine: line,
    text: `command rm -f -- ${quote(file.to)}\n`,
    hosts: file.hosts,
    container: null,
    timeoutMs: 60_000,
    exit: 0,
    background: false,
    ready: null,
    tty: false,
    output: null,
  };
}
