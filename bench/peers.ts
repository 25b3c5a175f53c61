// Runs the same blocks with lab and with other runners of Markdown or of shell tests, and prints a table; with all of
// them there it also writes it into the README. usage: peers.js ROOT [NAME...]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execaSync } from 'execa';
import { aboutMachine, load } from './peers/about-machine.ts';
import { findPeer, installNpmPeers, labItself, type Contestant, type Missing } from './peers/contestants.ts';
import { peers } from './peers/index.ts';
import { probe } from './peers/probe.ts';
import { putBetween } from './peers/put-between.ts';
import { race } from './peers/race.ts';
import { toTable } from './peers/table.ts';

const amount = { blocks: 200, rounds: 5, oneRounds: 11 };

const [path = '.', ...names] = process.argv.slice(2);
const root = resolve(path);
const unknown = names.filter((name) => !peers.some((peer) => peer.name === name));
if (unknown.length > 0) {
  say(`There is no peer ${unknown.join(', ')}, only ${peers.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const wanted = peers.filter(({ name }) => names.length === 0 || names.includes(name));
const folder = mkdtempSync(join(tmpdir(), 'lab-peers-'));
try {
  const loadBefore = load();
  say(`installing ${wanted.filter(({ from }) => 'npm' in from).length} npm packages`);
  const modules = installNpmPeers({ peers: wanted, folder: join(folder, 'npm') });
  const found = wanted.map((peer) => findPeer({ peer, modules }));
  const missing = found.filter((one): one is Missing => 'reason' in one);
  const contestants = [labItself({ root }), ...found.filter((one): one is Contestant => 'prepare' in one)];
  const habits = contestants.map((contestant) => {
    say(`trying ${contestant.name} ${contestant.version}`);
    return probe({ contestant, folder });
  });
  say(`racing ${contestants.length}, ${amount.rounds} rounds of ${amount.blocks} blocks`);
  const figures = await race({ contestants, folder, ...amount });
  const rows = contestants.flatMap((contestant, index) => {
    const [own, tried] = [figures.get(contestant.name), habits[index]];
    return own && tried ? [{ contestant, habits: tried, figures: own }] : [];
  });
  const about = `${aboutMachine()}, load ${loadBefore.toFixed(1)} at the start.`;
  const table = toTable({ rows, blocks: amount.blocks, about });
  process.stdout.write(`${table}\n`);
  for (const { name, reason } of missing) say(`skipped ${name}: ${reason}`);
  const isUnsteady = rows.some(
    ({ contestant, figures: { isLeast } }) => contestant.name === 'lab' && isLeast,
  );
  if (missing.length > 0 || isUnsteady) {
    const why = missing.length > 0 ? 'not all peers are there' : 'this machine has too much else to do';
    say(`README.md stays as it is: ${why}`);
    process.exitCode = 1;
  } else if (names.length === 0) {
    const readme = join(root, 'README.md');
    writeFileSync(readme, putBetween({ text: readFileSync(readme, 'utf8'), table }));
    execaSync(join(root, 'node_modules/.bin/prettier'), ['--write', readme], { stdin: 'ignore' });
    say('wrote the table into README.md');
  }
} finally {
  rmSync(folder, { recursive: true });
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
