import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../runner/execute/events.ts';
import { cleanText } from '../../../runner/execute/output/index.ts';
import { createPage, type PageRun } from '../../../runner/report/html/index.ts';
import * as recorded from '../recorded.ts';
import { attributeOf, type Element, elementsOf, ofClass, textOf } from './dom.ts';
import { record } from '../record.ts';

function pageOf(runs: readonly PageRun[], wanted = runs.length): string {
  const page = createPage({ wanted });
  for (const [index, run] of runs.entries()) page.add({ ...run, number: index + 1 });
  return page.render();
}

const run = (events: readonly RunEvent[], files: PageRun['files'] = []): PageRun => ({
  recording: record(events),
  files,
});
const elementsOfRun = (events: readonly RunEvent[]) => elementsOf(pageOf([run(events)]));
const textsOf = (elements: readonly Element[], name: string) => ofClass(elements, name).map(textOf);
const tagged = (elements: readonly Element[], tag: string) =>
  elements.filter(({ tagName }) => tagName === tag);

describe('a page says', () => {
  test('what was run, when, on what, and how it ended', () => {
    const elements = elementsOfRun(recorded.passing);
    expect(tagged(elements, 'title').map(textOf)[0]).toBe('✓ passed: Containers with LXC');
    expect(tagged(elements, 'h1').map(textOf)).toEqual(['Containers with LXC']);
    expect(textsOf(elements, 'verdict')).toEqual(['✓ passed 2 steps, 2 blocks, 2 checks in 20 s']);
    expect(textsOf(elements, 'facts')[0]?.split('\n').filter(Boolean)).toEqual([
      'Documentlabs/01-lxc-basics.md',
      'Hostshost1 (vm)',
      'Enginetcg, times × 8.2',
      'Started2026-11-26 04:21:57 UTC',
    ]);
  });

  test('each block and check in the order of the document, with all that is known', () => {
    const elements = elementsOfRun(recorded.passing);
    expect(textsOf(elements, 'head')).toEqual([
      '✓ create-test1 host1 · line 16 exit 0 · 2.4 s',
      '✓ test1-stopped container check · host1 · line 30 1 try · 120 ms',
      '✓ start-test1 host1 · line 44 exit 0 · 2.4 s',
      '✓ test1-running container check · host1 · line 50 3 tries · 3.1 s',
    ]);
    expect(textsOf(elements, 'command')).toEqual(Array(2).fill('lxc-create -n test1 -t debian'));
    expect(textsOf(elements, 'output')).toEqual([
      'Checking cache download…\nCopying rootfs to /var/lib/lxc/test1/rootfs...',
    ]);
    expect(textsOf(elements, 'findings')[0]).toBe('expectedtest1 is STOPPEDobservedtest1 is STOPPED');
    expect(textsOf(elements, 'note')).toEqual(['The last block ended the shell: a fresh session.']);
  });

  test('what failed before all else, and opens its step', () => {
    const elements = elementsOfRun(recorded.failingCheck);
    const [trouble] = textsOf(elements, 'trouble');
    expect(trouble).toContain('Start it: check test1-running on host1 failed');
    expect(trouble).toContain('observedtest1 is STOPPED');
    expect(trouble).toContain('hintDid `lxc-start` end without an error?');
    const open = tagged(elements, 'details').map((each) => attributeOf(each, 'open') !== undefined);
    expect(open).toEqual([false, true]);
  });

  test('what a block printed instead of what was expected', () => {
    const elements = elementsOfRun(recorded.failingOutput);
    expect(textsOf(elements, 'difference')).toEqual(['  NAME  STATE\n- test1 RUNNING\n+ test1 STOPPED·']);
    expect(textsOf(elements, 'wanted')).toEqual(['- test1 RUNNING']);
  });

  test('how a host broke, with the end of its console', () => {
    const [trouble] = textsOf(elementsOfRun(recorded.brokenHost), 'trouble');
    expect(trouble).toContain('Cannot reach host1: its virtual machine ended');
    expect(trouble).toContain(
      'booting\n[   12.3] Kernel panic - not syncing: out of memory\n␛[31m::error::x',
    );
    expect(trouble).toContain('Start it: block start-test1 on host1 broke');
  });

  test('what was found on the hosts', () => {
    const files = [{ name: 'hosts/host1.txt', text: '\n$ ip addr\n<b>' }];
    const elements = elementsOf(pageOf([run(recorded.failingCheck, files)]));
    expect(textsOf(elements, 'file')).toEqual(['hosts/host1.txt\n\n$ ip addr\n<b>']);
  });

  test('how far a run came that was stopped', () => {
    const until = recorded.passing.findIndex(({ event }) => event === 'step-end');
    const elements = elementsOfRun(recorded.passing.slice(0, until + 3));
    expect(textsOf(elements, 'verdict')[0]).toMatch(/^‖ interrupted /);
    expect(textsOf(elements, 'trouble')[0]).toContain('Start it: block start-test1 on host1 was under way');
    expect(textsOf(elements, 'head').map((text) => text.split(' ').slice(0, 2))).toEqual([
      ['✓', 'create-test1'],
      ['✓', 'test1-stopped'],
      ['‖', 'interrupted'],
      ['·', 'blocked'],
    ]);
  });
});

describe('several runs', () => {
  test('have a list of contents that leads to each', () => {
    const elements = elementsOf(pageOf([run(recorded.passing), run(recorded.failingBlock)], 3));
    expect(tagged(elements, 'h1').map(textOf)).toEqual(['2 runs: 1 passed, 1 failed']);
    expect(textsOf(elements, 'quiet')).toContain('Did not begin: 1 run.');
    const links = tagged(elements, 'a').map((each) => attributeOf(each, 'href') ?? '');
    const ids = elements.map((each) => `#${attributeOf(each, 'id') ?? ''}`);
    expect(links).toEqual(['#run-1', '#run-2', '#run-2-step-1']);
    expect(ids).toEqual(expect.arrayContaining(links));
  });

  test('are not all shown where there are too many, those least that passed', () => {
    const page = createPage({ wanted: 3000 });
    const [passed, failed] = [run(recorded.passing), run(recorded.failingBlock)];
    for (let number = 1; number <= 3000; number++) page.add({ ...(number === 17 ? failed : passed), number });
    const source = page.render();
    expect(source).toContain('3000 runs: 2999 passed, 1 failed');
    expect(source).toContain('Left out to keep this page small: 1750 passed.');
    expect(source).toContain('id="run-17"');
    expect(source.length).toBeLessThan(10_000_000);
  });
});

describe('what is in a language other than English', () => {
  const japanese = { ...recorded.lab, document: 'labs/01-lxc-basics.ja.md', title: 'コンテナを直す' };
  test.each([
    [japanese, 'ja'],
    [{ ...japanese, document: 'labs/01.zh-Hant.md' }, 'zh-Hant'],
    [recorded.lab, undefined],
  ])('says so: %#', (lab, language) => {
    const source = pageOf([{ recording: record(recorded.passing, lab), files: [] }]);
    const elements = elementsOf(source);
    const texts = [
      ...tagged(elements, 'h1'),
      ...ofClass(elements, 'command'),
      ...ofClass(elements, 'output'),
    ];
    expect(texts.map((each) => attributeOf(each, 'lang'))).toEqual(texts.map(() => language));
    expect(tagged(elements, 'h1').map(textOf)).toEqual([lab.title]);
  });
});

describe('whatever hosts print', () => {
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      "'",
      '\n',
      '\u001b[2J',
      '\u202e',
      '</pre>',
      '</script><script>',
      '</style>',
      '<!--',
    ),
    fc.constantFrom(
      '<img src=x onerror=alert(1)>',
      '<a href="javascript:alert(1)">',
      '&#x3c;',
      '</svg>',
      '</title>',
    ),
  );
  const hostile = fc
    .string({ unit, minLength: 1, maxLength: 80 })
    .filter((text) => cleanText(text).trim() !== '');
  /** Each element with its attributes, but for those that hold what was printed. */
  const shape = (source: string) =>
    elementsOf(source).map(({ tagName, attrs }) => [
      tagName,
      attrs.map(({ name, value }) => `${name}=${value}`),
    ]);
  const eventsWith = (text: string) =>
    recorded.concluded([
      recorded.start,
      recorded.stepStart('create'),
      recorded.blockStart('create', 'create-test1'),
      recorded.output('create', 'create-test1', text),
      recorded.blockEnd('create', 'create-test1', {
        verdict: 'failed',
        exit: 1,
        reason: 'exit',
        failure: { command: text, summary: text, difference: '', tail: text, hiddenLines: 1 },
      }),
      recorded.checkStart('create', 'test1-stopped'),
      recorded.checkEnd('create', 'test1-stopped', { verdict: 'failed', expected: text, observed: text }),
      { event: 'note', step: null, block: null, host: null, line: null, message: text },
      { event: 'evidence', folder: '/evidence', files: ['hosts/host1.txt'], elapsedMs: 1 },
      { event: 'broken', host: 'host1', message: text, console: text },
    ]);
  const pageWith = (text: string) => pageOf([run(eventsWith(text), [{ name: 'hosts/host1.txt', text }])]);

  test('the page has the same elements, and their text is what was printed, made harmless', () => {
    const usual = shape(pageWith('text'));
    fc.assert(
      fc.property(hostile, (text) => {
        const source = pageWith(text);
        expect(shape(source)).toEqual(usual);
        const elements = elementsOf(source);
        const shown = cleanText(text);
        expect(textsOf(elements, 'output')).toEqual([shown.trim(), shown.trimEnd(), shown]);
        expect(textsOf(elements, 'findings')[0]).toBe(`expected${shown}observed${shown}`);
        expect(source.replace(/[\t\n]/g, '')).not.toMatch(
          /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Surrogate}]/u,
        );
      }),
      { numRuns: 200 },
    );
  });

  test('the page asks for nothing outside itself, and may not', () => {
    const elements = elementsOf(pageWith('<img src=http://192.0.2.1/><script>1</script>'));
    const names = new Set(elements.map(({ tagName }) => tagName));
    for (const tag of ['script', 'img', 'link', 'iframe', 'object', 'base', 'form'])
      expect(names).not.toContain(tag);
    const attributes = elements.flatMap(({ attrs }) => attrs);
    expect(attributes.filter(({ name }) => /^on|^src|^style$|^xlink/.test(name))).toEqual([]);
    const links = attributes.filter(({ name }) => name === 'href');
    expect(links.filter(({ value }) => !value.startsWith('#'))).toEqual([]);
    const policy = elements.find((each) => attributeOf(each, 'http-equiv') === 'Content-Security-Policy');
    expect(policy && attributeOf(policy, 'content')).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline'/,
    );
    expect(
      elements
        .filter(({ tagName }) => tagName === 'style')
        .map(textOf)
        .join(),
    ).not.toMatch(/url\(|@import/);
  });

  test('long output loses its middle and says so, and the more there is, the more', () => {
    const long = `begin ${'<&">'.repeat(100_000)} end`;
    const one = pageWith(long);
    expect(one).toMatch(/begin &#60;.*\n\[lab: \d+ characters left out here\]\n.* end/);
    const usual = run(eventsWith(long), [{ name: 'hosts/host1.txt', text: long }]);
    const many = pageOf(Array.from({ length: 100 }, () => usual));
    expect(many.length).toBeLessThan(25_000_000);
  });
});
