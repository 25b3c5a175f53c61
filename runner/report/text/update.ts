import { count } from './count.ts';
import { textLine } from './indent.ts';
import type { Line, Span, Style } from './line.ts';
import type { EventOf } from './place.ts';

const signStyles: Readonly<Record<string, Style>> = { '-': 'red', '+': 'green', '@': 'cyan' };

/** How a document is to change so that its output blocks say what came, and those that can't be made to. */
export function describeDrift({ document, difference, left }: EventOf<'drift'>): Line[] {
  const lines = difference.split(/\r*\n/).slice(0, -1);
  return [
    ...(lines.length + left.length > 0 ? [textLine('')] : []),
    ...lines.map((line, index) => textLine(line, index < 2 ? 'bold' : signStyles[line.charAt(0)])),
    ...left.map(({ line, message }): Line => ({
      left: [{ text: `${document}:${line}`, style: 'cyan' }, { text: `  ${message}` }],
    })),
  ];
}

/** What became of a document. */
export function describeUpdated({ document, blocks, left, isWritten }: EventOf<'updated'>): Line {
  const facts = [
    document,
    ...(blocks > 0 ? [`${count(blocks, 'output block')} ${isWritten ? 'rewritten' : 'not rewritten'}`] : []),
    ...(left > 0 ? [`${count(left, 'output block')} only you can mend`] : []),
    ...(blocks + left === 0 ? ['every output block says what came'] : []),
  ];
  return { left: [verdictOf({ blocks, left, isWritten }), { text: `  ${facts.join(' · ')}` }] };
}

function verdictOf({ blocks, left, isWritten }: Omit<EventOf<'updated'>, 'document' | 'event'>): Span {
  if (left > 0 || (blocks > 0 && !isWritten)) return { text: '✗ drifted', style: 'red' };
  return { text: blocks > 0 ? '✓ updated' : '✓ true', style: 'green' };
}
