import { expect, test } from 'vitest';
import { lintLabs } from '../../runner/document/index.ts';
import { makeFolder } from '../document/folder.ts';
import { document, lint } from './lint.ts';

const image = '![](https://example.com/x.png)';

test.each<[body: string, problems: string[]]>([
  [`# A\n\n<!-- lint: off alt-text -->\n\n${image}\n\n${image}`, ['11:1 alt-text']],
  [`<!-- lint: off alt-text -->\n\n# A\n\n${image}\n\n${image}`, []],
  [`# A\n\n<!--lint:off dead-link, alt-text-->\n<!-- more -->\n- ${image}\n- ![](no.png)`, []],
  [`# A\n\n- <!-- lint: off alt-text -->\n  ${image}\n- ${image}`, ['9:3 alt-text']],
  [`# A\n\n> <!-- lint: off alt-text -->\n>\n> ${image}\n\n${image}`, ['11:1 alt-text']],
  [`# A\n\n<!-- lint: off alt-text -->`, ['7:16 lint-unused']],
  [`# A\n\n<!-- lint: off prompt alt-text -->\n${image}`, ['7:16 lint-unused']],
  ['# A\n\n<!-- lint: off alt-txt -->', ['7:16 lint-switch']],
  ['# A\n\n<!-- lint: off unknown-host -->', ['7:16 lint-switch']],
  ['# A\n\n<!-- lint: of alt-text -->\n\n<!-- lint: off -->', ['7:1 lint-switch', '9:1 lint-switch']],
  ['# A\n\n<!-- lint disable some-rule -->\n\n`<!-- lint: off -->`', []],
])('%j', async (body, problems) => {
  expect(await lint(document(body))).toEqual(problems.map((each) => `${each} (warning)`));
});

test('an error stays, and a document that is wrong is not asked whether its comments are for something', async () => {
  const text = document('<!-- lint: off alt-text -->').replace('host1', 'host7');
  expect(await lint(text)).toEqual(['11:12 unknown-host']);
});

test('a run keeps to it too', async () => {
  const text = document('<!-- lint: off missing-title nonsense -->', 'packages: []');
  const folder = makeFolder({ 'a.md': text, 'b.md': document('', 'packages: []') });
  const [one, other] = await lintLabs({ paths: [`${folder}/a.md`, `${folder}/b.md`] });
  expect([one?.problems, other?.problems.map(({ rule }) => rule)]).toEqual([[], ['missing-title']]);
});
