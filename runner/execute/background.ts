import type { ShellBlock } from '../document/lab.ts';
import { AskError } from '../hosts/host.ts';
import { cannotRun, emitEnd, emitOutput, emitStart, type Placed, sessionFor } from './block.ts';
import { type RunContext, hostOf } from './context.ts';
import { commandAt, judgeBackground, tailOf } from './judge.ts';
import { createOutputText } from './output-text.ts';

/** A background block that has been started and, where it has `ready`, has printed it. */
export interface RunningBackground {
  /** Ends it and judges its output; false when that is wrong. */
  finish(): Promise<boolean>;
}

/** Forks a block from its session and holds until it is ready. Null when it could not start or did not get ready. */
export async function startBackground(
  context: RunContext,
  placed: Placed<ShellBlock>,
): Promise<RunningBackground | null> {
  const { block, host } = placed;
  const startedMs = performance.now();
  const timeoutMs = block.timeoutMs * hostOf(context, host).slowness;
  const output = createOutputText();
  let soFar = '';
  let sayReady: () => void = () => undefined;
  const ready = new Promise<true>((resolve) => {
    sayReady = () => {
      resolve(true);
    };
  });
  emitStart(context, placed);
  const fail = (failure: ReturnType<typeof cannotRun>, reason: 'exit' | 'timeout') => {
    emitEnd(context, placed, {
      outcome: null,
      judgement: { reason, failure },
      durationMs: performance.now() - startedMs,
    });
    return null;
  };
  try {
    const session = await sessionFor(context, placed);
    const running = await session.startBackground({
      text: block.text,
      textLine: block.textLine,
      exit: 'any',
      timeoutMs,
      tty: false,
      onOutput: (chunk) => {
        const text = output.add(chunk);
        emitOutput(context, placed, text);
        if (block.ready === null) return;
        // The text may come in pieces: what could be its beginning is kept.
        soFar = (soFar + text).slice(-(text.length + block.ready.length));
        if (soFar.includes(block.ready)) sayReady();
      },
    });
    if (block.ready !== null) {
      const became = await untilReady({ ready, ended: running.ended, timeoutMs });
      if (became !== 'ready') {
        await running.end();
        const summary = `${became === 'late' ? 'did not print' : 'ended without printing'} \`${block.ready}\``;
        const failure = {
          command: commandAt(block, null),
          summary,
          difference: '',
          ...tailOf(output.text()),
        };
        return fail(failure, became === 'late' ? 'timeout' : 'exit');
      }
    }
    return {
      finish: async () => {
        await running.end();
        emitOutput(context, placed, output.end());
        const judgement = judgeBackground({ block, output: output.text() });
        emitEnd(context, placed, { outcome: null, judgement, durationMs: performance.now() - startedMs });
        return judgement.reason === null;
      },
    };
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    return fail(cannotRun(block, error), 'exit');
  }
}

async function untilReady({
  ready,
  ended,
  timeoutMs,
}: {
  ready: Promise<true>;
  ended: Promise<number>;
  timeoutMs: number;
}): Promise<'ready' | 'ended' | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, 'late').unref();
  });
  try {
    return await Promise.race([ready.then(() => 'ready' as const), ended.then(() => 'ended' as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
