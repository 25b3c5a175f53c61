import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDuration } from '../../runner/document/duration.ts';
import { parseInfo } from '../../runner/document/info-string.ts';
import { labId, labLanguage } from '../../runner/document/lab-name.ts';
import { isHostname, isId, slug } from '../../runner/document/names.ts';
import { nearest } from '../../runner/document/nearest.ts';
import { parseSize } from '../../runner/document/size.ts';

const pinned = { seed: 20_151_101 };

describe('durations', () => {
  test.each([
    ['0', 0],
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5s', 1500],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['168h', 604_800_000],
  ])('%s', (text, durationMs) => {
    expect(parseDuration(text)).toBe(durationMs);
  });

  test.each(['', '30', '-1s', '3 s', '1d', 's', '1e3s', '169h', '1h30m', '٣s', '30S'])('not %j', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  test('of any number and unit', () => {
    const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
    const unit = fc.constantFrom('ms', 's', 'm', 'h');
    fc.assert(
      fc.property(fc.nat(168), unit, (number, name) => {
        expect(parseDuration(`${number}${name}`)).toBe(number * units[name]);
      }),
      pinned,
    );
  });
});

test.each([
  ['512M', 512],
  ['2G', 2048],
  ['0M', null],
  ['512', null],
  ['1.5G', null],
  ['1T', null],
  ['9999999G', null],
])('the size %s', (text, sizeMiB) => {
  expect(parseSize(text)).toBe(sizeMiB);
});

describe('info strings', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  const value = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/[\n\r]/g, ' '));
  const attribute = fc.record({ name, value: fc.option(value) });
  const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
  const write = (each: { name: string; value: string | null }) =>
    each.value === null ? each.name : `${each.name}=${quote(each.value)}`;

  test('what is written in quotes is read again, with its place', () => {
    fc.assert(
      fc.property(fc.array(attribute), fc.constantFrom(' ', '\t', '   '), (list, blank) => {
        const info = list.map(write).join(blank);
        const { attributes, problems } = parseInfo(info);
        expect(problems).toEqual([]);
        expect(attributes.map(({ name: key, value: text }) => ({ name: key, value: text }))).toEqual(list);
        for (const each of attributes) {
          expect(info.slice(each.offset).startsWith(each.name)).toBe(true);
          if (each.value !== null) expect(info.charAt(each.valueOffset - 1)).toBe('"');
        }
      }),
      pinned,
    );
  });

  test('anything at all is read or reported, and ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (info) => {
        const { attributes, problems } = parseInfo(info);
        expect(attributes.length + problems.length > 0).toBe(/\S/.test(info));
      }),
      pinned,
    );
  });

  test('a backslash is itself but before a quote or a backslash', () => {
    expect(parseInfo(String.raw`ready="C:\x \"y\" \\"`).attributes[0]?.value).toBe(
      String.raw`C:\x "y" \ `.trim(),
    );
  });
});

test('a slug is an id or nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const id = slug(text);
      expect(id === '' || isId(id)).toBe(true);
    }),
    pinned,
  );
});

test.each(['a', 'web1', 'a-b', 'A1', 'x'.repeat(63)])('%s is a hostname', (text) => {
  expect(isHostname(text)).toBe(true);
});

test.each(['', '-a', 'a-', 'a_b', 'a.b', 'a b', 'ä', 'x'.repeat(64), 'a\n'])('%j is no hostname', (text) => {
  expect(isHostname(text)).toBe(false);
});

test.each([
  ['labs/01-lxc-basics.md', '01-lxc-basics', null],
  ['labs/01-lxc-basics.ja.md', '01-lxc-basics', 'ja'],
  ['x.pt-BR.md', 'x', 'pt-BR'],
  ['/a/日本語.ja.md', '日本語', 'ja'],
  ['web.conf.md', 'web.conf', null],
  ['.md', '.md', null],
  ['.ja.md', '.ja', null],
])('%s is the lab %s in %s', (path, id, language) => {
  expect([labId(path), labLanguage(path)]).toEqual([id, language]);
});

test.each([
  ['tiemout', 'timeout'],
  ['HOST', 'host'],
  ['hots', 'host'],
  ['xyz', null],
  ['', null],
])('nearest to %j', (word, name) => {
  expect(nearest(word, ['host', 'timeout', 'exit', 'tty'])).toBe(name);
});
