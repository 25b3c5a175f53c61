import type { Check, Step } from '../document/lab.ts';
import type { Problem } from '../document/problem.ts';
import type { RunEvent } from '../execute/events.ts';
import type { OpenHosts } from '../hosts/index.ts';
import type { Report } from '../report/report.ts';
import { verify, type Standing } from '../verify/index.ts';
import { reportStanding } from '../verify/report.ts';
import type { StandingLab } from './standing-hosts.ts';

/** A judgement, and its report. */
export interface JudgedWork {
  readonly standing: Standing;
  readonly report: Report;
}

/** Judges what stands on hosts that are open. */
export async function judgeWork(
  { lab }: StandingLab,
  {
    open,
    problems,
    step = null,
    patient = true,
    signal,
    emit = () => undefined,
  }: {
    open: OpenHosts;
    problems: readonly Problem[];
    step?: Step | null;
    patient?: boolean;
    signal: AbortSignal;
    emit?: (event: RunEvent) => void;
  },
): Promise<JudgedWork> {
  const startedMs = performance.now();
  const standing = await verify({ lab, hosts: open.hosts, step, patient, signal, emit });
  const durationMs = Math.round(performance.now() - startedMs);
  return { standing, report: reportStanding(standing, { problems, engine: open.engine, durationMs }) };
}

/** The first thing that is wrong, with its step. */
export function wrongOf({ lab, firstWrong }: Standing): { check: Check; step: Step } | null {
  const step = firstWrong && lab.steps.find(({ items }) => items.includes(firstWrong));
  return firstWrong && step ? { check: firstWrong, step } : null;
}
