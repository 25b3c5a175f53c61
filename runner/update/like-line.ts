import { align, type Move } from './align.ts';
import { any, patternLine, type Token } from './tokens.ts';

/** A line of a pattern beside one of output that it does not fit. */
export interface LineAlignment {
  /** The share of both that is the same, from 0 to 1; what a wildcard takes in does not count. */
  readonly likeness: number;
  /** The pattern with what came in the place of what no longer comes. */
  readonly rewritten: () => string;
  /** The pattern with `...` there: it fits what it fitted before, and this. */
  readonly widened: () => string;
}

/** Pieces of one line times those of the other; lines longer than that are taken as unlike each other. */
const maxCells = 40_000;

/** Null where the lines are too long to be compared. */
export function alignLine(pattern: readonly Token[], got: readonly Token[]): LineAlignment | null {
  if (pattern.length * got.length > maxCells) return null;
  const isSame = (one: number, other: number) => pattern[one]?.text === got[other]?.text;
  const isSameKind = (one: number, other: number) => pattern[one]?.kind === got[other]?.kind;
  const lengthOf = (token: Token | undefined) => token?.text.length ?? 0;
  const moves = align({
    patterns: pattern.length,
    gots: got.length,
    isAny: (at) => pattern[at]?.kind === 'any',
    // What came is cheap beside what is lost, so that a wildcard does not take in its neighbours.
    pair: (one, other) =>
      isSame(one, other) ? 0 : isSameKind(one, other) ? 0.9 * lengthOf(pattern[one]) : Infinity,
    drop: (at) => lengthOf(pattern[at]),
    add: (at) => 0.05 * lengthOf(got[at]),
  });
  const emit = (emitMove: (move: Move) => readonly (Token | undefined)[]) =>
    patternLine(moves.flatMap(emitMove).filter((token) => token !== undefined));
  const kept = (move: Move) =>
    move.kind === 'pair' && isSame(move.pattern, move.got) ? [literal(pattern[move.pattern])] : null;
  return {
    likeness: likeness({ moves, pattern, got }),
    rewritten: () =>
      emit((move) => {
        if (move.kind === 'drop') return [];
        if (move.kind === 'any') return move.isOfUse ? [any] : [];
        return kept(move) ?? [got[move.got]];
      }),
    widened: () => emit((move) => kept(move) ?? [any]),
  };
}

/** What the author wrote out stays so, even where it is of a kind that changes. */
function literal(token: Token | undefined): Token | undefined {
  return token && { ...token, kind: 'word' };
}

function likeness({
  moves,
  pattern,
  got,
}: {
  moves: readonly Move[];
  pattern: readonly Token[];
  got: readonly Token[];
}): number {
  let [same, all] = [0, 0];
  for (const move of moves) {
    const one = 'pattern' in move && move.kind !== 'any' ? pattern[move.pattern] : undefined;
    const other = 'got' in move ? got[move.got] : undefined;
    const size = inkOf(one) + inkOf(other);
    all += size;
    if (one && other && (one.text === other.text || (isValue(one) && isValue(other)))) same += size;
  }
  return all === 0 ? 1 : same / all;
}

/** Two numbers, ids or times are as good as the same: one line has now this, now that. */
const isValue = ({ kind, text }: Token) => kind === 'volatile' || /\d/.test(text);

const inkOf = (token: Token | undefined) => (token && token.kind !== 'blank' ? token.text.length : 0);
