import type { Item, Lab, LabFile } from '../document/lab.ts';
import { commandSpans, type Span } from './spans.ts';

/** Something that a lab does and that its author may have left out: a command, a `file=` fence, a file put before. */
export type AuditLine = CommandLine | FileLine | PutLine;

interface Placed {
  /** Of the document, where it begins. */
  readonly line: number;
  /** What is left out, whole. */
  readonly text: string;
  readonly step: string;
  /** Id of the block that it stands in, or that first names the file. */
  readonly block: string;
}

/** A top-level command of a shell block: a loop, a pipeline or a here-document over several lines is one. */
export interface CommandLine extends Placed {
  readonly kind: 'command';
  /** Where it stands in the block's text; a here-document stands apart. */
  readonly spans: readonly Span[];
}

export interface FileLine extends Placed {
  readonly kind: 'file';
}

/** An entry of `files`. Without it the lab is as it was, up to the first block that names the file. */
export interface PutLine extends Omit<Placed, 'block'> {
  readonly kind: 'put';
  readonly file: LabFile;
  /** Null where no block names it. */
  readonly block: string | null;
}

/** Every line of a lab that does something, in the order in which it does it; files that were put come before the block that names them. */
export function linesOf(lab: Lab): AuditLine[] {
  const puts = lab.files.map((file) => putLine(lab, file));
  const unnamed = puts.filter(({ block }) => block === null);
  const named = lab.steps.flatMap(({ id: step, items }) =>
    items.flatMap((item) => [
      ...puts.filter(({ block }) => item.kind !== 'check' && block === item.id),
      ...linesOfItem(item, step),
    ]),
  );
  return [...unnamed, ...named];
}

function linesOfItem(item: Item, step: string): AuditLine[] {
  if (item.kind === 'check') return [];
  const { id: block, line } = item;
  if (item.kind === 'file') return [{ kind: 'file', line, text: `# write ${item.path}`, step, block }];
  return commandSpans(item.text).map((spans) => ({
    kind: 'command',
    line: item.textLine + linesBefore(item.text, spans[0]?.start ?? 0),
    text: spans.map(({ start, end }) => item.text.slice(start, end).trimEnd()).join('\n'),
    step,
    block,
    spans,
  }));
}

function putLine({ steps }: Lab, file: LabFile): PutLine {
  const names = (item: Item) =>
    item.kind !== 'check' &&
    item.hosts.some((host) => file.hosts.includes(host)) &&
    (item.text.includes(file.to) || (item.kind === 'file' && item.path === file.to));
  const step = steps.find(({ items }) => items.some(names));
  const text = `# put ${file.to} on ${file.hosts.join(', ')}`;
  const block = step?.items.find(names)?.id ?? null;
  return { kind: 'put', line: file.line, text, step: step?.id ?? steps[0]?.id ?? '', block, file };
}

const linesBefore = (text: string, offset: number): number => text.slice(0, offset).split('\n').length - 1;
