import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import type { SshTarget } from '../target.ts';
import { explainFailure, type LoginFailure } from './failures.ts';
import { type SshSettings, readSettings } from './settings.ts';
import { sshCommand } from './ssh-command.ts';
import { readStartWord } from './start-word.ts';

/** An ssh process at whose other end a loader waits for the agent. */
export interface Login {
  readonly from: Readable;
  readonly to: Writable;
  /** Resolves when the process has ended. */
  readonly ended: Promise<LoginEnd>;
  /** Ends the process if it does not end by itself: its other end may not answer any more. */
  readonly release: () => Promise<void>;
}

export interface LoginEnd {
  /** ssh's own status is 255; any other is that of the agent. Null after a signal. */
  readonly exitCode: number | null;
  readonly said: string;
}

export type FailedLogin = LoginFailure & { readonly said: string };

// Without anybody to ask, every stage is over in seconds; some of them ssh itself does not bound.
const limitMs = { alone: 45_000, asked: 300_000 };
const endLimitMs = 2000;

/**
 * Logs in and starts the agent. A login that fails is a value. With `asks`, ssh puts its questions on the terminal;
 * without, it never does. Rejects with the signal's reason when that aborts.
 */
export async function logIn({
  target,
  asks,
  signal,
}: {
  target: SshTarget;
  asks: boolean;
  signal: AbortSignal;
}): Promise<Login | FailedLogin> {
  signal.throwIfAborted();
  const settings = await readSettings(target);
  if (typeof settings === 'string') return brokenSettings(settings);
  const { child, ended } = startSsh({ target, settings, asks });
  const kill = () => child.kill('SIGKILL');
  // At a question ssh has turned the terminal's echo off, and must have the time to turn it on again.
  const giveUp = () => child.kill(asks ? 'SIGTERM' : 'SIGKILL');
  const limit = asks ? limitMs.asked : limitMs.alone;
  const stop = AbortSignal.any([signal, AbortSignal.timeout(limit)]);
  stop.addEventListener('abort', giveUp);
  const word = await readStartWord(child.stdout);
  stop.removeEventListener('abort', giveUp);
  if (word === 'ready' && !stop.aborted) {
    const release = async () => {
      await Promise.race([ended, delay(endLimitMs, undefined, { ref: false })]);
      kill();
      await ended;
    };
    return { from: child.stdout, to: child.stdin, ended, release };
  }
  child.stdin.end();
  // What broke off half way may go on for long: a greeting without end, a jump that waits.
  const impatient = setTimeout(giveUp, endLimitMs);
  const { said } = await ended;
  clearTimeout(impatient);
  signal.throwIfAborted();
  if (stop.aborted) {
    const what = `nothing had come of the login after ${limit / 1000} s`;
    return { what, mend: 'See what it waits for: run the same `ssh` with `-v`.', canAsk: false, said };
  }
  const failure = explainFailure({ target, settings, word: word === 'ready' ? null : word, said });
  return { ...failure, canAsk: failure.canAsk && settings.get('batchmode') !== 'yes', said };
}

function startSsh(options: { target: SshTarget; settings: SshSettings; asks: boolean }) {
  const [program = '', ...words] = sshCommand(options);
  const child = execa(program, words, {
    // In a session of its own it has no terminal: no question can reach it, and Ctrl-C is ours to handle.
    detached: !options.asks,
    ...(options.asks ? {} : { env: { SSH_ASKPASS_REQUIRE: 'never' } }),
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
    buffer: { stdout: false },
    reject: false,
  });
  child.stdin.on('error', () => undefined);
  const ended = child.then(({ exitCode, stderr }): LoginEnd => ({
    exitCode: exitCode ?? null,
    said: stderr,
  }));
  return { child, ended };
}

function brokenSettings(said: string): FailedLogin {
  const isAbsent = said.startsWith('there is no');
  return {
    what: isAbsent ? said : 'ssh does not understand its configuration or the destination',
    mend: isAbsent ? 'Install it: `apt-get install openssh-client`.' : 'Correct the line it names.',
    canAsk: false,
    said: isAbsent ? '' : said,
  };
}
