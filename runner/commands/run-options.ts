import type { Lab, Step } from '../document/lab.ts';
import type { ReporterKind } from '../report/index.ts';
import type { EngineName } from '../report/report.ts';
import { type HostsAfter, hostsAfter } from './after-run.ts';
import type { Call } from './command.ts';
import { readEngine } from './engine-option.ts';
import { isReal } from '../hosts/index.ts';
import { findStep } from './find-step.ts';
import { oneOf } from './one-of.ts';
import { readVerdictReporter } from './reporter-option.ts';
import { readTargets, requireKnownHosts, type Targets } from './target-options.ts';
import { UsageError } from './usage-error.ts';

/** What `lab run` was told, checked. */
export interface RunOptions {
  readonly targets: Targets;
  readonly engine: 'auto' | EngineName;
  readonly until: string | null;
  /** The first step to run; those before it come from a checkpoint, as far as there is one. */
  readonly from: string | null;
  readonly fresh: boolean;
  readonly repeat: number;
  /** How many runs may be under way at once; `auto`: as many as there are processors for their hosts. */
  readonly jobs: number | 'auto';
  /** What becomes of the hosts when all passed. */
  readonly after: HostsAfter;
  readonly onFailure: HostsAfter;
  /** Whether output blocks are rewritten from what came, instead of being compared with it. */
  readonly update: boolean;
  readonly yes: boolean;
  readonly reporter: ReporterKind;
  /** Path of the page to write. */
  readonly html: string | null;
  readonly timing: boolean;
}

/** Reads the options of a call. Throws UsageError with the valid values. */
export function readRunOptions(call: Call): RunOptions {
  const { values } = call;
  return {
    targets: readTargets(call),
    engine: readEngine(call),
    until: text(values['until']) ?? null,
    from: readFrom(call),
    fresh: values['fresh'] === true,
    repeat: readCount('--repeat', text(values['repeat'])),
    jobs: readJobs(call),
    ...readAfter(call),
    update: values['update'] === true,
    yes: values['yes'] === true,
    reporter: readVerdictReporter(call),
    html: text(values['html']) ?? null,
    timing: values['timing'] === true,
  };
}

const text = (value: Call['values'][string]) => (typeof value === 'string' ? value : undefined);

function readFrom({ values }: Call): string | null {
  const from = text(values['from']) ?? null;
  if (from !== null && values['fresh'] === true) throw new UsageError('Expected --from or --fresh, not both');
  return from;
}

function readAfter({ values, positionals }: Call): Pick<RunOptions, 'after' | 'onFailure'> {
  const after = values['keep'] === true ? 'keep' : 'down';
  const onFailure = oneOf('--on-failure', text(values['on-failure']) ?? after, hostsAfter);
  if (onFailure === 'shell' && readJobs({ values }) !== 1) {
    throw new UsageError(
      'Expected --on-failure shell or --jobs, not both: there is one terminal for all runs',
    );
  }
  if (onFailure === 'shell' && !(process.stdin.isTTY && process.stdout.isTTY)) {
    throw new UsageError('Cannot open a shell without a terminal; use --on-failure keep');
  }
  const isOne = positionals.length <= 1 && (text(values['repeat']) ?? '1') === '1';
  if ((after === 'keep' || onFailure !== 'down') && !isOne) {
    throw new UsageError('Hosts can be kept of one run of one lab only; leave out --repeat or name one lab');
  }
  return { after, onFailure };
}

function readJobs({ values: { jobs } }: Pick<Call, 'values'>): number | 'auto' {
  return jobs === 'auto' ? jobs : readCount('--jobs', text(jobs), ' or `auto`');
}

function readCount(option: string, value: string | undefined, others = ''): number {
  if (value === undefined) return 1;
  if (!/^[1-9]\d{0,4}$/.test(value)) {
    throw new UsageError(`Expected ${option} with a number such as \`10\`${others}, not \`${value}\``);
  }
  return Number(value);
}

/**
 * The steps that a run is about, up to and with `until`. Throws UsageError for a step or a host that the lab does not
 * have, and where its hosts can't be had from a checkpoint.
 */
export function selectSteps(lab: Lab, { from, until, targets }: RunOptions): readonly Step[] {
  requireKnownHosts(lab, targets);
  const steps = until === null ? lab.steps : lab.steps.slice(0, findStep(lab, until) + 1);
  if (from === null) return steps;
  const real = lab.hosts.filter(({ name }) => isReal(targets.get(name)));
  if (real.length > 0)
    throw new UsageError(`Only virtual machines have checkpoints, and ${real[0]?.name ?? ''} is none`);
  if (findStep(lab, from) < steps.length) return steps;
  throw new UsageError(`Expected --from with a step that is not after ${until ?? ''}, not ${from}`);
}
