import { diffLines, type DiffLine } from '../execute/output/diff-lines.ts';
import type { Change } from './replace-fences.ts';

const context = 3;

/** Beyond this the shortest difference of two texts is not worth its time: all of one, then all of the other. */
const maxCells = 1_000_000;

interface Hunk {
  readonly lines: readonly DiffLine[];
  /** Lines of each text above it. */
  readonly before: number;
  readonly after: number;
}

/** A unified difference of a document, as patch(1) takes it; '' where nothing changes. Lines have their line ends. */
export function unifiedDiff({
  path,
  lines,
  changes,
}: {
  path: string;
  lines: readonly string[];
  changes: readonly Change[];
}): string {
  if (changes.length === 0) return '';
  return [`--- ${path}\n`, `+++ ${path}\n`, ...hunksOf(allLines(lines, changes)).map(showHunk)].join('');
}

function allLines(lines: readonly string[], changes: readonly Change[]): DiffLine[] {
  const same = (text: string): DiffLine => ({ sign: ' ', text });
  let end = 0;
  const parts = changes.map(({ start, removed, added }) => {
    const part = [...lines.slice(end, start).map(same), ...diff(removed, added)];
    end = start + removed.length;
    return part;
  });
  return [...parts.flat(), ...lines.slice(end).map(same)];
}

function diff(removed: readonly string[], added: readonly string[]): DiffLine[] {
  if (removed.length * added.length <= maxCells)
    return diffLines(removed, added, (one, other) => one === other);
  return [
    ...removed.map((text): DiffLine => ({ sign: '-', text })),
    ...added.map((text): DiffLine => ({ sign: '+', text })),
  ];
}

function hunksOf(lines: readonly DiffLine[]): Hunk[] {
  const ranges: { start: number; end: number }[] = [];
  for (const [index, { sign }] of lines.entries()) {
    if (sign === ' ') continue;
    const last = ranges.at(-1);
    const start = Math.max(0, index - context);
    const end = index + context + 1;
    if (last && start <= last.end) last.end = end;
    else ranges.push({ start, end });
  }
  return ranges.map(({ start, end }) => {
    const above = lines.slice(0, start);
    return {
      lines: lines.slice(start, end),
      before: above.filter(({ sign }) => sign !== '+').length,
      after: above.filter(({ sign }) => sign !== '-').length,
    };
  });
}

function showHunk({ lines, before, after }: Hunk): string {
  const range = (start: number, absent: DiffLine['sign']) => {
    const count = lines.filter(({ sign }) => sign !== absent).length;
    return `${count === 0 ? start : start + 1},${count}`;
  };
  const shown = lines.map(({ sign, text }) =>
    text.endsWith('\n') || text.endsWith('\r')
      ? sign + text
      : `${sign}${text}\n\\ No newline at end of file\n`,
  );
  return `@@ -${range(before, '+')} +${range(after, '-')} @@\n${shown.join('')}`;
}
