import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWhole } from '../../runner/document/markdown.ts';
import { findPrompt } from '../../runner/lint/find-prompt.ts';
import { fragmentsOf } from '../../runner/lint/fragments.ts';
import { manuscriptOf } from '../../runner/lint/manuscript.ts';
import { proseRules } from '../../runner/lint/prose-rules.ts';

const piece = fc.oneof(
  fc.constantFrom(
    ...[
      '**',
      '*',
      '_',
      '`',
      '「',
      '」',
      'の',
      'A',
      '1',
      ' ',
      '\n',
      '\n\n',
      '# ',
      '- ',
      '> ',
      '![](x)',
      '[a](#b)',
    ],
    ...['<img>', '<a href="', '<!-- ', '-->', '```sh\n', '$ ls', '\\', '&amp;', 'ｱ', '𝒳', '---\n', '| a |'],
  ),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

test('of any text, each remark stands at a character of it', () => {
  fc.assert(
    fc.property(text, (any) => {
      const root = readWhole(any);
      const manuscript = manuscriptOf({ path: '/nowhere/a.ja.md', text: any, root, lab: null, shell: [] });
      const lines = any.split('\n');
      for (const rule of Object.values(proseRules)) {
        for (const { at, message } of rule.find(manuscript)) {
          expect(message).not.toBe('');
          expect(lines[at.line - 1]?.charAt(at.column - 1)).toBeTruthy();
        }
      }
    }),
    { seed: 20_151_102, numRuns: 500 },
  );
});

test('no two headings have one fragment, and none has what an address can’t', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom('a', 'A', 'a-1', 'a 1'), fc.string())), (headings) => {
      const fragments = fragmentsOf(headings);
      expect(fragments.size).toBe(headings.length);
      for (const fragment of fragments) expect(fragment).not.toMatch(/[\s#?/"<>]/);
    }),
  );
});

test('fragments are GitHub’s', () => {
  const headings = [
    'What a container is',
    'Run `lab dev`!',
    'a_b - c',
    '設定を一行ずつ読む（2015 年）',
    'Ünï',
    'I/O & more',
  ];
  expect([...fragmentsOf(headings)]).toEqual([
    'what-a-container-is',
    'run-lab-dev',
    'a_b---c',
    '設定を一行ずつ読む2015-年',
    'ünï',
    'io--more',
  ]);
});

test('a block that is nested past all reason is no transcript', () => {
  expect(findPrompt('('.repeat(200_000))).toBeNull();
});
