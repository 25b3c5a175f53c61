import type { Item, ShellBlock, Step } from '../document/lab.ts';
import type { RunEvent } from '../execute/events.ts';
import { blankOut, commandSpans } from './spans.ts';

/** The end of a block or check. */
export type ItemEnd = Extract<RunEvent, { event: 'block-end' | 'check-end' }>;

/**
 * What somebody has still to do of a step who goes on typing where a run stops: the commands of the block behind the one
 * that failed, and all that stands behind that block. Of checks that stand next to each other the first that fails is
 * waited for. Null where nothing is left.
 */
export function restOf(step: Step, failed: readonly ItemEnd[]): Step | null {
  const { items } = step;
  const isRunning = (item: Item) => item.kind === 'shell' && item.background;
  const of = (item: Item) => failed.filter((end) => idOf(end) === item.id);
  // One in the background is judged at the end, when all the rest is done; and is another terminal.
  const index = items.findIndex((item) => !isRunning(item) && of(item).length > 0);
  const [stopped] = items.slice(index);
  if (index === -1 || !stopped) return null;
  const behind = items.slice(index + 1);
  const next = stopped.kind === 'check' ? behind.findIndex(({ kind }) => kind !== 'check') : 0;
  const rest = [
    ...(stopped.kind === 'shell' ? of(stopped).flatMap((end) => restOfBlock(stopped, end)) : []),
    ...(next === -1 ? [] : behind.slice(next)),
  ];
  return rest.length === 0 ? null : { ...step, items: [...items.slice(0, index).filter(isRunning), ...rest] };
}

export function isFailedEnd(event: RunEvent): event is ItemEnd {
  return (event.event === 'block-end' || event.event === 'check-end') && event.verdict === 'failed';
}

const idOf = (end: ItemEnd): string => (end.event === 'block-end' ? end.block : end.check);

function restOfBlock(block: ShellBlock, { host, ...end }: ItemEnd): ShellBlock[] {
  if (end.event === 'check-end' || end.failedLine === null) return [];
  const failedIndex = end.failedLine - block.textLine;
  const lineAt = (offset: number) => block.text.slice(0, offset).split('\n').length - 1;
  const commands = commandSpans(block.text);
  const done = commands.filter(([first]) => first && lineAt(first.start) <= failedIndex);
  // A function may fail where another block defined it.
  if (failedIndex < 0 || done.length === 0 || done.length === commands.length) return [];
  return [{ ...block, hosts: [host], text: blankOut(block.text, done.flat()), output: null }];
}
