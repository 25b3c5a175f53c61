import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPage } from '../../../runner/report/html/index.ts';
import { findProgram } from '../../helpers/find-program.ts';
import * as recorded from '../recorded.ts';
import { attributeOf, type Element, elementsOf, ofClass, textOf } from './dom.ts';
import { record } from '../record.ts';

const chromium = findProgram('chromium');
const noBrowser = chromium === null && process.env['CI'] !== 'true' ? 'there is no Chromium here' : null;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What scripts would do that came through: the title is what `--dump-dom` shows of it. */
const attack =
  '</pre></script></style></svg><script>document.title="ran"</script><img src=x onerror="document.title=\'ran\'">';

const attacked = recorded.concluded([
  recorded.start,
  ...recorded.boot,
  recorded.stepStart('create'),
  recorded.blockStart('create', 'create-test1'),
  recorded.output('create', 'create-test1', attack),
  recorded.blockEnd('create', 'create-test1'),
  recorded.checkStart('create', 'test1-stopped'),
  recorded.checkEnd('create', 'test1-stopped', { verdict: 'failed', expected: attack, observed: attack }),
]);

/** That of the page stands before those in the chart. */
const titleOf = (elements: readonly Element[]) =>
  elements.filter(({ tagName }) => tagName === 'title').map(textOf)[0];

async function browse(path: string, ...options: readonly string[]): Promise<string> {
  const { stdout } = await execa(chromium ?? 'chromium', [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${mkdtempSync(join(folder, 'profile-'))}`,
    ...options,
    pathToFileURL(path).href,
  ]);
  return stdout;
}

test('a browser shows texts and chart, and runs nothing', { timeout: 120_000 }, async ({ skip }) => {
  if (noBrowser) skip(noBrowser);
  const page = createPage({ wanted: 1 });
  page.add({ number: 1, recording: record(attacked), files: [{ name: 'hosts/host1.txt', text: attack }] });
  const path = join(folder, 'page.html');
  writeFileSync(path, page.render());

  const elements = elementsOf(await browse(path, '--dump-dom'));
  expect(elements.map(({ tagName }) => tagName)).not.toContain('script');
  expect(titleOf(elements)).toBe('✗ failed: Containers with LXC');
  expect(ofClass(elements, 'output').map(textOf)).toEqual([attack]);
  const bars = elements.filter(({ tagName }) => tagName === 'rect');
  for (const kind of ['boot', 'block', 'check'])
    expect(ofClass(bars, kind).map((each) => Number(attributeOf(each, 'width')) > 0)).toEqual([true]);

  const picture = join(folder, 'page.png');
  await browse(path, `--screenshot=${picture}`, '--window-size=1000,1000', '--hide-scrollbars');
  const png = readFileSync(picture);
  // Portable Network Graphics, 11.2.2: the size stands in the first chunk.
  expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
    'PNG',
    1000,
    1000,
  ]);
  // An empty page of this size is some 5 kB.
  expect(png.length).toBeGreaterThan(20_000);
});

test('its policy stops what would run without it', { timeout: 120_000 }, async ({ skip }) => {
  if (noBrowser) skip(noBrowser);
  const policy = /<meta http-equiv.*>/.exec(createPage({ wanted: 1 }).render())?.[0] ?? '';
  const titles = ['', policy].map(async (meta, index) => {
    const own = join(folder, `open-${index}.html`);
    writeFileSync(own, `<!doctype html>${meta}<title>page</title><pre>${attack}`);
    return titleOf(elementsOf(await browse(own, '--dump-dom')));
  });
  expect(await Promise.all(titles)).toEqual(['ran', 'page']);
});
