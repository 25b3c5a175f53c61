import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DocumentError, findLab, listLabs, readLab, readLabs } from '../../runner/document/index.ts';
import { makeFolder, saying } from './folder.ts';
import { placesOf } from './parse.ts';

const labs = {
  'labs/01-basics.md': saying('a'),
  'labs/01-basics.ja.md': saying('a'),
  'labs/02-日本語.md': saying('a'),
  'labs/notes.txt': '',
  'labs/folder.md/x.md': '',
  'below/deep/mine.md': saying('a'),
};

describe('LAB', () => {
  test.each([
    ['01-basics', 'labs/01-basics.md'],
    ['01-basics.md', 'labs/01-basics.md'],
    ['01-basics.ja', 'labs/01-basics.ja.md'],
    ['02-日本語', 'labs/02-日本語.md'],
    ['labs/01-basics.md', 'labs/01-basics.md'],
    ['labs/01-basics', 'labs/01-basics.md'],
    ['./labs/01-basics.md', './labs/01-basics.md'],
    ['below/deep/mine.md', 'below/deep/mine.md'],
  ])('%s is %s', (name, path) => {
    expect(findLab({ name, cwd: makeFolder(labs) })).toBe(path);
  });

  test('is looked up in `labs/` of the folders above too', () => {
    const folder = makeFolder(labs);
    expect(findLab({ name: '01-basics', cwd: join(folder, 'below/deep') })).toBe(
      join(folder, 'labs/01-basics.md'),
    );
    expect(findLab({ name: 'mine', cwd: join(folder, 'below/deep') })).toBe('mine.md');
  });

  test.each([
    ['01-basic', 'Cannot find the lab `01-basic`.\nDid you mean `01-basics`?'],
    ['labs/01-bsaics.md', 'Cannot find the lab `labs/01-bsaics.md`.\nDid you mean `01-basics`?'],
    ['zzz', 'Cannot find the lab `zzz`.\nThere are `01-basics.ja`, `01-basics`, `02-日本語`.'],
    ['below', 'Expected a document, not the directory `below`.'],
    ['', 'Expected the name of a lab, not an empty text.'],
    ['a\0b', 'Expected the name of a lab, not an empty text.'],
    ['x'.repeat(5000), /^Cannot find the lab/],
  ])('%j is none', (name, message) => {
    const find = () => findLab({ name, cwd: makeFolder(labs) });
    expect(find).toThrow(DocumentError);
    expect(find).toThrow(message);
  });
});

test('the documents of `labs/`', () => {
  expect(listLabs({ cwd: makeFolder(labs) })).toEqual([
    'labs/01-basics.ja.md',
    'labs/01-basics.md',
    'labs/02-日本語.md',
  ]);
  expect(listLabs({ cwd: makeFolder({}) })).toEqual([]);
});

describe('reading', () => {
  test('says why a file can’t be read', () => {
    const folder = makeFolder(labs);
    symlinkSync('loop.md', join(folder, 'loop.md'));
    const read = (path: string) => () => readLab({ path: join(folder, path) });
    expect(read('no.md')).toThrow(`Cannot read ${folder}/no.md: there is no such file.`);
    expect(read('labs')).toThrow(`Cannot read ${folder}/labs: it is a directory.`);
    expect(read('loop.md')).toThrow(/Cannot read .*ELOOP/);
    expect(() => readLab({ path: '/dev/zero' })).toThrow('Cannot read /dev/zero: it is not a file.');
  });

  test('finds `content/` beside the folder of the document, or above', () => {
    const text = saying('a').replace('title: T', 'title: T\nfiles: [{ from: 01/x, to: /x }]');
    const folder = makeFolder({ 'labs/a/x.md': text, 'content/01/x': 'y' });
    const { lab } = readLab({ path: join(folder, 'labs/a/x.md') });
    expect(lab?.files).toEqual([
      { from: join(folder, 'content/01/x'), to: '/x', hosts: ['host1'], mode: '0644', line: 3 },
    ]);
  });

  test('nothing of `content/` leads out of it', () => {
    const text = saying('a').replace('title: T', 'title: T\nfiles: [{ from: out, to: /x }]');
    const folder = makeFolder({ 'labs/x.md': text, 'content/y': '', secret: 's' });
    symlinkSync('../secret', join(folder, 'content/out'));
    expect(placesOf(readLab({ path: join(folder, 'labs/x.md') }))).toEqual(['3:17 content-file']);
  });
});

describe('a difference between translations', () => {
  const folder = () => makeFolder({ 'x.md': saying('a'), 'x.ja.md': saying('b'), 'x.de.md': saying('a') });

  test('keeps each of the two from running', () => {
    const inside = folder();
    expect(placesOf(readLab({ path: join(inside, 'x.md') }))).toEqual(['9:1 translation']);
    const translated = readLab({ path: join(inside, 'x.ja.md') });
    expect(placesOf(translated)).toEqual(['9:1 translation']);
    expect(translated.problems[0]?.message).toContain(
      `differs from ${inside}/x.md:9.\nHere: \`echo b\`; there: \`echo a\`.`,
    );
    expect(translated.lab).toBeNull();
    expect(readLab({ path: join(inside, 'x.de.md') }).lab).not.toBeNull();
  });

  test('is said once where both are read', () => {
    const inside = folder();
    const read = readLabs({ paths: ['x.md', 'x.ja.md', 'x.de.md'].map((name) => join(inside, name)) });
    expect(read.map(placesOf)).toEqual([[], ['9:1 translation'], []]);
  });
});
