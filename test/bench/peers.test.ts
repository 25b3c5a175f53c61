import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findPeer, labItself, type Contestant } from '../../bench/peers/contestants.ts';
import { peers } from '../../bench/peers/index.ts';
import type { Peer } from '../../bench/peers/peer.ts';
import { probe } from '../../bench/peers/probe.ts';
import { putBetween } from '../../bench/peers/put-between.ts';
import { race } from '../../bench/peers/race.ts';
import { toTable } from '../../bench/peers/table.ts';
import { packageRoot } from '../../runner/package-root.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-peers-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const lab = labItself({ root: packageRoot });
// Of the peers it is the one that is among our own packages.
const zx = contestantOf(find('zx'));

test('what a contestant does with a block is tried', () => {
  expect(probe({ contestant: lab, folder })).toEqual({
    comparesOutput: true,
    checksStatus: true,
    keepsShell: true,
  });
  expect(probe({ contestant: zx, folder })).toEqual({
    comparesOutput: false,
    checksStatus: true,
    keepsShell: false,
  });
});

test('one that does not pass what is right takes no part', () => {
  const says = /never said/;
  expect(() => probe({ contestant: { ...zx, says }, folder })).toThrow('zx does not pass what is right');
});

test('both run the same blocks, and the table says who is ahead', async () => {
  const contestants = [lab, zx];
  const figures = await race({ contestants, folder, blocks: 30, rounds: 1, oneRounds: 1 });
  const habits = { comparesOutput: true, checksStatus: true, keepsShell: false };
  const rows = contestants.map((contestant) => {
    const own = figures.get(contestant.name);
    if (!own) throw new Error(`no figures of ${contestant.name}`);
    expect(own.memoryBytes).toBeGreaterThan(10e6);
    expect(own.manyMs.median).toBeGreaterThan(0);
    return { contestant, habits, figures: own };
  });
  const [ours, theirs] = rows.map(({ figures: { oneMs } }) => oneMs.median);
  const table = toTable({ rows, blocks: 30, about: 'A machine.' });
  expect(table).toMatch(/^\| \*\*lab\*\* [\d.]+ \| Markdown \|.*\(1 ×\).* \| ✓ \| ✓ \| – \|$/m);
  expect(table).toContain(`| zx ${zx.version} |`);
  expect(table).toContain(
    Number(theirs) < Number(ours)
      ? 'In the time for one block `lab` is behind all 1.'
      : 'In the time for one block `lab` is ahead of all 1.',
  );
});

test('what is missing says how to get it', () => {
  const peer: Peer = { ...find('cram'), from: { debian: 'no-such-package' }, besides: ['nor-this'] };
  expect(findPeer({ peer, modules: folder })).toEqual({
    name: 'cram',
    reason: 'apt-get install no-such-package nor-this',
  });
});

test('the README has one place for the table', () => {
  const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
  const once = putBetween({ text: readme, table: 'the first table' });
  expect(once).toContain('<!-- bench:peers -->\n\nthe first table\n\n<!-- /bench:peers -->');
  expect(putBetween({ text: once, table: 'another' })).toBe(once.replace('the first table', 'another'));
  expect(() => putBetween({ text: `${readme}<!-- bench:peers -->`, table: '' })).toThrow('Cannot find where');
  expect(() => putBetween({ text: 'nothing', table: '' })).toThrow('Cannot find where');
});

function find(name: string): Peer {
  const peer = peers.find((each) => each.name === name);
  if (!peer) throw new Error(`no peer ${name}`);
  return peer;
}

function contestantOf(peer: Peer): Contestant {
  const found = findPeer({ peer, modules: join(packageRoot, 'node_modules') });
  if ('reason' in found) throw new Error(found.reason);
  return found;
}
