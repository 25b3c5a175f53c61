import type { BlockOutcome } from '../host.ts';

/** How the agent says a block ended: `done`, `left` before its end, `timeout`, or with the shell. */
export interface AgentEnding {
  readonly how: string;
  readonly status: number;
  /**
   * Lines `err SUBSHELL STATUS… at LINENO CALLER… [in SOURCE…]`, `at COMMAND` (a block past its time) and `last` (the
   * last command comes), as session.sh writes them.
   */
  readonly notes: string;
}

export interface FailingCommand {
  /** Bash's depth of subshells: 0 is the session itself. */
  readonly depth: number;
  readonly status: number;
  /** Statuses of a pipeline's parts; one for what is none. */
  readonly parts: readonly number[];
  /** Bash's own number of the innermost line that came from a block, and of the outermost. */
  readonly line: number;
  readonly blockLine: number;
}

/** Where a block failed, by bash's own account. */
export interface Ending {
  readonly exit: number;
  readonly reachedEnd: boolean;
  readonly end: BlockOutcome['end'];
  /** The command that ended the block, and those in subshells that came with it, the innermost first. */
  readonly failing: readonly FailingCommand[];
  /** What was running when the time was over, as bash prints commands. */
  readonly running: string | null;
}

/** Reads what the agent says of a block's end. */
export function readEnding({ how, status, notes }: AgentEnding): Ending {
  const lines = notes.split('\n').filter(Boolean);
  const errors = lines.map(readError);
  const main = errors.findIndex((error) => error?.depth === 0);
  const last = lines.indexOf('last');
  const common = {
    failing: main === -1 ? [] : withSubshells(errors, main),
    running: lines.find((line) => line.startsWith('at '))?.slice(3) ?? null,
  };
  switch (how) {
    case 'done':
      return { ...common, exit: status, reachedEnd: true, end: 'done' };
    case 'timeout':
      return { ...common, exit: 124, reachedEnd: false, end: 'timeout' };
    case 'exit':
      return { ...common, exit: status, reachedEnd: true, end: 'shell-exit' };
    case 'signal':
      return { ...common, exit: status, reachedEnd: false, end: 'shell-signal' };
    default:
      // `left` without an error: a `break` or `continue` outside every loop of the block.
      return main === -1
        ? { ...common, exit: 1, reachedEnd: false, end: 'done' }
        : { ...common, exit: status, reachedEnd: last !== -1 && last < main, end: 'done' };
  }
}

function readError(note: string): FailingCommand | null {
  const match = /^err (\d+) (\d+)([\d ]*) at (\d+)([\d ]*)(?: in (.*))?$/.exec(note);
  if (!match) return null;
  const [, depth = '', status = '', parts = '', line = '', callers = '', sources = ''] = match;
  const lines = numbers(`${line} ${callers}`);
  // A frame without a source is the block itself; of what came by `eval` bash says main or environment, from 5.3 on bash.
  const places = sources.match(/'(?:[^']|'\\'')*'|\$'(?:[^'\\]|\\.)*'/g) ?? [];
  const inDocument = lines.find((_, index) => /^'(?:main|environment|bash)'$|^$/.test(places[index] ?? ''));
  return {
    depth: Number(depth),
    status: Number(status),
    parts: numbers(parts),
    line: inDocument ?? lines.at(-1) ?? 0,
    blockLine: lines.at(-1) ?? 0,
  };
}

function numbers(text: string): number[] {
  return text.split(' ').filter(Boolean).map(Number);
}

/** The subshells that failed on the way to the main shell's failure note it just before, each deeper one earlier. */
function withSubshells(errors: readonly (FailingCommand | null)[], main: number): FailingCommand[] {
  const chain: FailingCommand[] = [];
  for (let index = main; index >= 0; index--) {
    const error = errors[index];
    const outer = chain[0];
    if (!error || (outer && (error.depth <= outer.depth || error.status !== outer.status))) break;
    chain.unshift(error);
  }
  return chain;
}
