import { expect, test } from 'vitest';
import { finerLab, joinedFrom, pieceWith } from '../../runner/audit/finer.ts';
import { labOf } from '../document/parse.ts';

const check = '```yaml check\n- file: /x\n```\n';
const sh = (id: string, more = '') => `\`\`\`sh id=${id} ${more}\n${id}\n\`\`\`\n`;
const step = (name: string, ...parts: string[]) => [`## ${name}\n`, ...parts].join('\n');
const lab = labOf(
  [
    '---\ntitle: T\n---\n',
    step('One', sh('a'), sh('b')),
    step('Two', check, sh('c'), check, check, sh('d'), '```ini file=/y id=e\nx\n```\n', check),
    step('Three', sh('f', 'background'), sh('g')),
  ].join('\n'),
);

const shape = (name: string) =>
  finerLab(lab, name).steps.map(({ id, items }) => [
    id,
    items.map((item) => (item.kind === 'check' ? 'check' : item.id)).join(' '),
  ]);

test('each block of one step begins a piece, with the checks behind it', () => {
  expect(shape('two')).toEqual([
    ['one', 'a b'],
    ['two/1', 'check c check check'],
    ['two/2', 'd'],
    ['two/3', 'e check'],
    ['three', 'f g'],
  ]);
});

test('a step with a block in the background stays whole', () => {
  expect(shape('three')).toEqual(lab.steps.map(({ id }) => [id, expect.any(String) as string]));
});

test('a block is found in its piece; what is in none begins with the first', () => {
  const finer = finerLab(lab, 'two');
  expect(['a', 'c', 'd', 'e', 'g', null].map((block) => pieceWith(finer, block))).toEqual([0, 1, 2, 3, 4, 0]);
});

test('from a piece on, the step is one again', () => {
  const finer = finerLab(lab, 'two');
  const joined = joinedFrom(finer, pieceWith(finer, 'd'));
  expect(joined.steps.map(({ id }) => id)).toEqual(['one', 'two/1', 'two/2', 'three']);
  expect(joined.steps[2]?.items.map(({ kind }) => kind)).toEqual(['shell', 'file', 'check']);
  expect(joinedFrom(finer, 0)).toEqual(finer);
});
