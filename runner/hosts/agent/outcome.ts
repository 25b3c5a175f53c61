import type { BlockOutcome } from '../host.ts';

/** How the agent says a block ended: `done`, `left` before its end, `timeout`, or with the shell. */
export interface AgentEnding {
  readonly how: string;
  readonly status: number;
  /** Added to bash's line numbers where the session had read further than the block's line. */
  readonly shift: number;
  /** Lines `err SUBSHELL STATUS LINENO [CALLER…] / [SOURCE…]` and `last`, as session.sh writes them. */
  readonly notes: string;
  /** What bash said while a block past its time was ended. */
  readonly lastWords: string;
}

export interface FailingCommand {
  /** Bash's depth of subshells: 0 is the session itself. */
  readonly depth: number;
  readonly status: number;
  /** Innermost line that stands in the document, and the outermost, in the block itself. */
  readonly line: number;
  readonly blockLine: number;
}

/** Where a block failed, by bash's own account; lines are the document's, not yet the beginning of a command. */
export interface Ending {
  readonly exit: number;
  readonly reachedEnd: boolean;
  readonly end: BlockOutcome['end'];
  /** The command that ended the block, and those in subshells that came with it, the innermost first. */
  readonly failing: readonly FailingCommand[];
  /** The line bash named in its last words. */
  readonly namedLine: number | null;
}

/** Reads what the agent says of a block's end. */
export function readEnding(ending: AgentEnding): Ending {
  const lines = ending.notes.split('\n').filter(Boolean);
  const errors = lines.map((line) => readError(line, ending.shift));
  const main = errors.findIndex((error) => error?.depth === 0);
  const last = lines.indexOf('last');
  const common = { failing: main === -1 ? [] : withSubshells(errors, main), namedLine: namedLine(ending) };
  switch (ending.how) {
    case 'done':
      return { ...common, exit: ending.status, reachedEnd: true, end: 'done' };
    case 'timeout':
      return { ...common, exit: 124, reachedEnd: false, end: 'timeout' };
    case 'exit':
      return { ...common, exit: ending.status, reachedEnd: true, end: 'shell-exit' };
    case 'signal':
      return { ...common, exit: ending.status, reachedEnd: false, end: 'shell-signal' };
    default:
      // `left` without an error: a `break` or `continue` outside every loop of the block.
      return main === -1
        ? { ...common, exit: 1, reachedEnd: false, end: 'done' }
        : { ...common, exit: ending.status, reachedEnd: last !== -1 && last < main, end: 'done' };
  }
}

function readError(note: string, shift: number): FailingCommand | null {
  const match = /^err (\d+) (\d+) (\d+)((?: \d+)*)(?: \/)?(.*)$/.exec(note);
  if (!match) return null;
  const [, depth = '', status = '', line = '', callers = '', sources = ''] = match;
  const lines = [line, ...callers.split(' ').filter(Boolean)].map((number) => Number(number) - shift);
  // A frame without a source is the block itself; bash names what came by `eval` main or environment.
  const places = sources.match(/'(?:[^']|'\\'')*'|\$'[^']*'/g) ?? [];
  const inDocument = lines.find((_, index) => /^'(?:main|environment)'$|^$/.test(places[index] ?? ''));
  return {
    depth: Number(depth),
    status: Number(status),
    line: inDocument ?? lines.at(-1) ?? 0,
    blockLine: lines.at(-1) ?? 0,
  };
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

function namedLine({ lastWords, shift }: AgentEnding): number | null {
  const match = /: line (\d+): +\d+ (?:Killed|Terminated)/.exec(lastWords);
  return match ? Number(match[1]) - shift : null;
}
