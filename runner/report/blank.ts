import type { Check, FileBlock, ShellBlock, Step } from '../document/lab.ts';
import type { StepReport, Verdict } from './report.ts';

/** The report of a step before anything of it ran: an entry a block and host, an entry a check. */
export function blankStep(step: Step, verdict: Verdict): StepReport {
  const blocks = step.items.filter((item) => item.kind !== 'check');
  const checks = step.items.filter((item) => item.kind === 'check');
  return {
    id: step.id,
    title: step.title,
    line: step.line,
    verdict,
    source: 'ran',
    durationMs: 0,
    blocks: blocks.flatMap((block) => blankBlock(block, verdict)),
    checks: checks.map((check) => blankCheck(check, verdict)),
  };
}

function blankBlock({ id, line, hosts }: ShellBlock | FileBlock, verdict: Verdict): StepReport['blocks'] {
  const result = { exit: null, failedLine: null, reason: null, durationMs: 0 };
  return hosts.map((host) => ({ id, host, line, verdict, ...result }));
}

function blankCheck({ id, type, host, line }: Check, verdict: Verdict): StepReport['checks'][number] {
  return { id, type, host, line, verdict, expected: '', observed: '', attempts: 0, durationMs: 0 };
}
