import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { text } from 'node:stream/consumers';
import type { EngineName } from '../../report/report.ts';
import type { Image } from './image.ts';
import { startLeashed } from './leashed.ts';
import { runWorkload, workloadSeconds } from './workload.ts';

/** What a trial start of an engine showed. */
export interface EngineTrial {
  readonly engine: EngineName;
  readonly works: boolean;
  /** How many times slower than this machine, rounded; 1 where it does not work. */
  readonly slowness: number;
  /** Why it does not work; empty where it does. */
  readonly why: string;
}

interface EngineKind {
  readonly engine: EngineName;
  /** A kernel that has not booted and finished by then never will. */
  readonly limitMs: number;
  /** Times of a document mean a machine with KVM: there is nothing to measure. */
  readonly isMeasure: boolean;
  /** What a quiet machine was measured at: a busy one may seem to lose less, and would get too little time. */
  readonly leastSlowness: number;
  readonly device: string | null;
}

/** The quickest first. */
const engines: readonly EngineKind[] = [
  { engine: 'kvm', limitMs: 10_000, isMeasure: true, leastSlowness: 1, device: '/dev/kvm' },
  { engine: 'tcg', limitMs: 120_000, isMeasure: false, leastSlowness: 8, device: null },
];

/** Starts every engine once, quickest first, and measures it. `/dev/kvm` may be there and useless: only a start tells. */
export async function trialEngines({
  image,
  signal,
}: {
  image: Image;
  signal: AbortSignal;
}): Promise<EngineTrial[]> {
  const trials: EngineTrial[] = [];
  // One after another: they would slow each other.
  for (const kind of engines) trials.push(await trialEngine({ kind, image, signal }));
  return trials;
}

async function trialEngine(options: {
  kind: EngineKind;
  image: Image;
  signal: AbortSignal;
}): Promise<EngineTrial> {
  const { kind, image, signal } = options;
  const failed = (why: string): EngineTrial => ({ engine: kind.engine, works: false, slowness: 1, why });
  const problem = kind.device === null ? null : await deviceProblem(kind.device);
  if (problem !== null) return failed(problem);
  const before = kind.isMeasure ? 0 : await runWorkload({ image, signal });
  const limit = AbortSignal.timeout(kind.limitMs);
  const child = startLeashed({
    command: ['qemu-system-x86_64', ...trialArguments({ engine: kind.engine, image })],
    signal: AbortSignal.any([signal, limit]),
  });
  const console = await text(child.stdout);
  const result = await child;
  signal.throwIfAborted();
  if (limit.aborted) return failed(`a trial start hung for ${kind.limitMs / 1000} s`);
  const guestSeconds = workloadSeconds(console);
  if (guestSeconds === null)
    return failed(
      `a trial start failed: ${result.stderr.trim() || `status ${result.exitCode ?? 'unknown'}`}`,
    );
  if (kind.isMeasure) return { engine: kind.engine, works: true, slowness: 1, why: '' };
  // At its best, too: others may be at work on this machine at one time and not at the other.
  const hereSeconds = Math.min(before, await runWorkload({ image, signal }));
  const slowness = Math.max(kind.leastSlowness, Math.round(guestSeconds / hereSeconds));
  return { engine: kind.engine, works: true, slowness, why: '' };
}

/** Boots into the initramfs only; see content/image/initramfs/init. */
function trialArguments({ engine, image }: { engine: EngineName; image: Image }): string[] {
  return [
    ...['-M', 'q35', '-accel', engine, '-cpu', 'qemu64', '-m', '256', '-nodefaults', '-no-user-config'],
    ...['-vga', 'none', '-display', 'none', '-no-reboot', '-serial', 'stdio'],
    ...['-kernel', image.kernel, '-initrd', image.initrd],
    ...[
      '-append',
      'console=ttyS0 quiet panic=-1 mitigations=off init_on_alloc=0 lsm=capability nokaslr lab.trial',
    ],
  ];
}

async function deviceProblem(device: string): Promise<string | null> {
  try {
    await access(device, constants.R_OK | constants.W_OK);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? `there is no ${device}`
      : `${device} is not ours to use (${code ?? 'unknown'}): adduser ${userInfo().username} kvm`;
  }
}
