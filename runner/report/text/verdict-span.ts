import type { Verdict } from '../report.ts';
import type { Span, Style } from './line.ts';

const looks: Readonly<Record<Verdict, { mark: string; style: Style }>> = {
  blocked: { mark: '·', style: 'dim' },
  broken: { mark: '!', style: 'yellow' },
  failed: { mark: '✗', style: 'red' },
  passed: { mark: '✓', style: 'green' },
  skipped: { mark: '-', style: 'dim' },
};

export function verdictMark(verdict: Verdict): Span {
  return { text: looks[verdict].mark, style: looks[verdict].style };
}

/** Mark and word: colour alone says nothing to many readers. */
export function verdictSpan(verdict: Verdict): Span {
  return { text: `${looks[verdict].mark} ${verdict}`, style: looks[verdict].style };
}
