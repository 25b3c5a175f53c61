import type { LeftOut, Report } from '../report.ts';
import { count, indent, textLine, type Line } from '../text/index.ts';

const mostNamed = 3;

/** Which line was probably left out, and how far that can be trusted: it is like what was recorded, no more. */
export function describeLeftOut(
  { document }: Pick<Report, 'document'>,
  { lines, exact, cases }: LeftOut,
): Line[] {
  const which = lines.length > 1 ? ', one of' : '';
  const more = lines.length - mostNamed;
  return [
    textLine(`${exact ? 'Probably' : 'Perhaps'} left out${which}:`),
    ...indent([
      ...lines.slice(0, mostNamed).map(({ line, text }): Line => ({
        left: [{ text: `${document}:${line}`, style: 'cyan' }, { text: `  ${firstLine(text)}` }],
      })),
      ...(more > 0 ? [textLine(`or ${count(more, 'other')}`)] : []),
    ]),
    textLine(`the closest of ${count(cases, 'recorded case')}`, 'dim'),
  ];
}

function firstLine(text: string): string {
  const [first = '', ...more] = text.trim().split('\n');
  return more.length > 0 ? `${first} …` : first;
}
