import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from '../../../runner/execute/output/index.ts';
import { markup, preformatted, sourceOf } from '../../../runner/report/html/markup.ts';
import { elementsOf, textOf } from './dom.ts';

const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code)),
  fc.constantFrom(
    '\n',
    '\r',
    '\t',
    '<',
    '>',
    '&',
    '"',
    "'",
    '`',
    '=',
    '/',
    '&lt;',
    '&#x',
    '<!--',
    '-->',
    ']]>',
  ),
  fc.constantFrom(
    '</pre>',
    '</script>',
    '</style>',
    '</svg>',
    '</title>',
    '<script>',
    '<![CDATA[',
    '😀',
    '\ufffe',
  ),
);
const hostile = fc.string({ unit, maxLength: 60 });

test('whatever a text holds, a browser makes the same text of it', () => {
  fc.assert(
    fc.property(hostile, hostile, (text, value) => {
      const made = markup`<!doctype html><p title="${value}">${text}</p>${preformatted(text)}<svg><text>${text}</text></svg>`;
      const [paragraph, block, , inside, ...rest] = elementsOf(sourceOf(made)).filter(
        ({ tagName }) => !['html', 'head', 'body'].includes(tagName),
      );
      expect([paragraph, block, inside].map((each) => each && textOf(each))).toEqual([
        cleanText(text),
        cleanText(text),
        cleanText(text),
      ]);
      expect(paragraph?.attrs).toEqual([{ name: 'title', value: cleanText(value) }]);
      expect(rest).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('markup stays markup, and what looks like it does not', () => {
  const forged = { source: '<b>' } as unknown as string;
  expect(sourceOf(markup`<i>${markup`<b>${'<b>'}</b>`}</i>`)).toBe('<i><b>&#60;b&#62;</b></i>');
  expect(() => sourceOf(markup`${forged}`)).toThrow(TypeError);
});

test('nothing is shown of what is not there', () => {
  expect(sourceOf(markup`[${null}${undefined}${false}${''}${[]}${0}]`)).toBe('[0]');
});
