import type { Check, Item, Step } from '../document/lab.ts';
import { type RunningBackground, startBackground } from './background.ts';
import { runBlock } from './block.ts';
import { checkAll } from './check.ts';
import type { RunContext } from './context.ts';
import { writeFileBlock } from './file.ts';

/** Does a step: its blocks and checks in the order of the document, up to the first that fails. False when one did. */
export async function runStep(context: RunContext, step: Step): Promise<boolean> {
  const startedMs = performance.now();
  const { id, title, line } = step;
  context.emit({ event: 'step-start', step: id, title, line });
  const background: RunningBackground[] = [];
  let lookingMs = 0;
  const look = async () => {
    const sinceMs = performance.now();
    await context.onFailure();
    lookingMs += performance.now() - sinceMs;
  };
  let passed = true;
  for (const group of groupChecks(step.items)) {
    context.signal.throwIfAborted();
    passed = await doGroup(context, { step: id, group, background });
    if (!passed) break;
  }
  if (!passed) await look();
  // In the end each is ended, whatever came before, and its output is compared.
  const finished = await Promise.all(background.map((block) => block.finish()));
  if (passed && !finished.every(Boolean)) {
    passed = false;
    await look();
  }
  const durationMs = Math.round(performance.now() - startedMs - lookingMs);
  context.emit({ event: 'step-end', step: id, verdict: passed ? 'passed' : 'failed', durationMs });
  return passed;
}

type Group = Exclude<Item, Check> | readonly Check[];

/** Checks that stand next to each other are asked together. */
function groupChecks(items: readonly Item[]): Group[] {
  const groups: Group[] = [];
  let checks: Check[] = [];
  for (const item of items) {
    if (item.kind !== 'check') {
      groups.push(item);
      checks = [];
      continue;
    }
    if (checks.length === 0) groups.push(checks);
    checks.push(item);
  }
  return groups;
}

async function doGroup(
  context: RunContext,
  { step, group, background }: { step: string; group: Group; background: RunningBackground[] },
): Promise<boolean> {
  if (!('kind' in group)) return checkAll(context, { step, checks: group });
  const onHosts = async (run: (host: string) => Promise<boolean>) =>
    (await Promise.all(group.hosts.map(run))).every(Boolean);
  if (group.kind === 'file') return onHosts((host) => writeFileBlock(context, { step, block: group, host }));
  if (!group.background) return onHosts((host) => runBlock(context, { step, block: group, host }));
  return onHosts(async (host) => {
    const running = await startBackground(context, { step, block: group, host });
    if (running) background.push(running);
    return running !== null;
  });
}
