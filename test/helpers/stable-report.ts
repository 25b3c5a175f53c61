import type { Report } from '../../runner/report/report.ts';

/** Fields that no two runs share. */
const volatile = new Set(['durationMs', 'attempts', 'source', 'event', 'evidence', 'preparation']);

/**
 * A report without what differs from run to run, as JSON with a line for each block, check and problem, so that a
 * difference reads well.
 */
export function stableReport({ steps, problems, ...report }: Report): string {
  const line = (value: object) => JSON.stringify(value, (key, each: unknown) => steady(key, each));
  const list = (values: readonly object[], indent: string) =>
    values.length === 0
      ? '[]'
      : `[\n${values.map((value) => `${indent}  ${line(value)}`).join(',\n')}\n${indent}]`;
  const stepTexts = steps.map(({ blocks, checks, ...step }) =>
    [
      `    ${line(step).slice(0, -1)},`,
      `     "blocks": ${list(blocks, '     ')},`,
      `     "checks": ${list(checks, '     ')}}`,
    ].join('\n'),
  );
  return [
    `{ "report": ${line(report)},`,
    stepTexts.length === 0 ? '  "steps": [],' : `  "steps": [\n${stepTexts.join(',\n')}\n  ],`,
    `  "problems": ${list(problems, '  ')} }`,
    '',
  ].join('\n');
}

function steady(key: string, value: unknown): unknown {
  if (volatile.has(key)) return undefined;
  return key === 'observed' && typeof value === 'string' ? value.replace(/(?<=after )\d+ ms/, '… ms') : value;
}
