import { expect, test } from 'vitest';
import { type ItemEnd, restOf } from '../../runner/audit/rest.ts';
import type { Item } from '../../runner/document/lab.ts';
import { labOf } from '../document/parse.ts';

const check = (id: string) => `\`\`\`yaml check\n- { file: /x, id: ${id}, on: host1 }\n\`\`\`\n`;
const sh = (id: string, text: string, more = '') =>
  `\`\`\`sh id=${id} host=host1,host2 ${more}\n${text}\n\`\`\`\n`;
const lab = labOf(
  [
    '---\ntitle: T\nhosts: { host1: {}, host2: {} }\n---\n\n## Do\n',
    sh('watch', 'sleep 9', 'background'),
    sh('make', 'one\n\ntwo a \\\n  b; three\nfour'),
    '```output\nx\n```\n',
    check('first'),
    check('second'),
    sh('use', 'five'),
    check('third'),
  ].join('\n'),
);
const [step] = lab.steps;
if (!step) throw new Error('The lab has no step');
const lineOf = (text: string): number => {
  const block = step.items.find((item) => item.id === 'make');
  if (block?.kind !== 'shell') throw new Error('The lab has no such block');
  return block.textLine + block.text.split('\n').findIndex((line) => line.includes(text));
};
const blockEnd = (block: string, host: string, failedLine: number | null): ItemEnd => ({
  ...{ event: 'block-end', step: 'do', block, host, line: 0, verdict: 'failed', exit: 1, failedLine },
  ...{ reason: 'exit', durationMs: 0, failure: null },
});
const checkEnd = (id: string): ItemEnd => ({
  ...{ event: 'check-end', step: 'do', check: id, type: 'file', host: 'host1', container: null, line: 0 },
  ...{ verdict: 'failed', expected: '', observed: '', attempts: 1, durationMs: 0, hint: null },
});
const shape = (items: readonly Item[] = []) =>
  items.map((item) =>
    item.kind === 'shell'
      ? [item.id, item.hosts.join(' '), item.text.trim().replace(/\s+/g, ' ')].join(': ')
      : item.id,
  );
const watch = 'watch: host1 host2: sleep 9';
const behind = ['first', 'second', 'use: host1 host2: five', 'third'];

test('behind a command that failed, the next ones are typed where it did', () => {
  const rest = restOf(step, [blockEnd('make', 'host2', lineOf('one'))]);
  expect(shape(rest?.items)).toEqual([watch, 'make: host2: two a \\ b; three four', ...behind]);
  const make = rest?.items.find(({ id }) => id === 'make');
  if (make?.kind !== 'shell') throw new Error('The block is gone');
  expect(make.output).toBeNull();
  // Lines stand where they stood.
  expect(make.textLine + make.text.split('\n').indexOf('four')).toBe(lineOf('four'));
});

test('a line is typed whole: what stands behind `;` was on it', () => {
  const rest = restOf(step, [blockEnd('make', 'host1', lineOf('two'))]);
  expect(shape(rest?.items)[1]).toBe('make: host1: three four');
});

test('each host goes on from where it stopped', () => {
  const failed = [blockEnd('make', 'host1', lineOf('one')), blockEnd('make', 'host2', lineOf('two'))];
  expect(shape(restOf(step, failed)?.items)).toEqual([
    watch,
    'make: host1: two a \\ b; three four',
    'make: host2: three four',
    ...behind,
  ]);
});

test('what printed something else, or ended with its last command, is done', () => {
  expect(shape(restOf(step, [blockEnd('make', 'host1', null)])?.items)).toEqual([watch, ...behind]);
  expect(shape(restOf(step, [blockEnd('make', 'host1', lineOf('four'))])?.items)).toEqual([watch, ...behind]);
});

test('of checks that stand next to each other one is waited for', () => {
  expect(shape(restOf(step, [checkEnd('first')])?.items)).toEqual([watch, 'use: host1 host2: five', 'third']);
  expect(restOf(step, [checkEnd('third')])).toBeNull();
});

test('what fails in the background is judged when all is done', () => {
  expect(restOf(step, [blockEnd('watch', 'host1', null)])).toBeNull();
  const failed = [checkEnd('second'), blockEnd('watch', 'host1', null)];
  expect(shape(restOf(step, failed)?.items)).toEqual([watch, 'use: host1 host2: five', 'third']);
});
