// Prints how quick lab is, each figure beside its goal. Ratios within one run: machines differ, ratios less.
// usage: npm run bench [-- LAB...]      with LABs only what their checkpoints cost and bring, and how each compares with
//                                       plain scripts, which takes minutes
//        npm run bench -- engines [LAB...]  both labs, or those, from nothing under each engine that needs no KVM
//        npm run bench -- peers [NAME...]   against other runners, into the README; with NAMEs only those, printed
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { bundle } from './bundle.js';
import { checkpoints } from './checkpoints.js';
import { compare } from './compare.js';
import { writeBlocks, writeLabs } from './documents.js';
import { engines } from './engines.js';
import { labAgainstScripts } from './lab-against-scripts.js';
import { blockOnMachineMs } from './virtual-machine.js';

const root = join(import.meta.dirname, '..');
const program = join(root, 'dist/main.js');
const blockCount = 200;
const labCount = 1000;
const rounds = 9;

execaSync('node', ['build.js'], { cwd: root });
const labs = process.argv.slice(2);
if (labs[0] === 'peers') {
  const against = await bundle({ root, name: 'peers' });
  const { exitCode } = execaSync('node', [against, root, ...labs.slice(1)], {
    stdio: 'inherit',
    reject: false,
  });
  process.exit(exitCode);
}
const folder = mkdtempSync(join(tmpdir(), 'lab-bench-'));
try {
  if (labs[0] === 'engines') {
    for (const lab of labs.length > 1 ? labs.slice(1) : ['01-lxc-basics', '02-ipvs-iptables'])
      print([engines({ program, folder, lab })]);
  } else {
    if (labs.length === 0) print([blocks(), onMachine(), version(), lint()]);
    const measured = labs.length === 0 ? ['02-ipvs-iptables'] : labs;
    for (const lab of measured) print(await checkpoints({ root, program, folder, lab }));
    for (const lab of measured) print(await againstScripts(lab));
  }
} finally {
  rmSync(folder, { recursive: true });
}

function print(rows) {
  console.table(Object.fromEntries(rows.map(({ what, ...row }) => [what, row])));
}

function blocks() {
  const path = writeBlocks({ folder, count: blockCount });
  const script = join(folder, 'blocks.sh');
  writeFileSync(script, 'true\n'.repeat(blockCount));
  const ours = ['node', program, 'run', path, '--host', 'host1=local', '--yes', '--reporter', 'json'];
  const { oursMs, theirsMs } = compare({ ours, theirs: ['bash', script], rounds });
  return row({
    what: `${blockCount} blocks on local / bash`,
    oursMs,
    theirsMs,
    result: `${((oursMs - theirsMs) / blockCount).toFixed(2)} ms a block, start-up included`,
    goal: '1 ms',
  });
}

function onMachine() {
  const path = writeBlocks({ folder, count: blockCount });
  const { perBlockMs, reason, engine } = blockOnMachineMs({ program, path, count: blockCount });
  return {
    what: `${blockCount} blocks on a virtual machine`,
    result: perBlockMs === null ? `skipped: ${reason}` : `${perBlockMs.toFixed(1)} ms a block (${engine})`,
    goal: '10 ms (tcg)',
  };
}

function version() {
  const { oursMs, theirsMs } = compare({
    ours: [join(root, 'lab'), '--version'],
    theirs: ['node', '-e', '0'],
    rounds,
  });
  return row({ what: './lab --version / node -e 0', oursMs, theirsMs, goal: '2 ×' });
}

function lint() {
  writeLabs({ folder, count: labCount });
  const ours = ['node', program, 'lint'];
  const theirs = ['node', join(root, 'bench/remark-alone.js')];
  const { oursMs, theirsMs } = compare({ ours, theirs, rounds: 5, cwd: folder });
  return row({ what: `lint ${labCount} documents / remark-parse`, oursMs, theirsMs, goal: '1.5 ×' });
}

/** Both without the start of the hosts, which is the same for both. Scripts check nothing; they only wait. */
async function againstScripts(lab) {
  const { ours, theirs, engine, reason } = await labAgainstScripts({ root, lab });
  const goal = '1.15 ×';
  if (reason !== null) return [{ what: `${lab} / scripts`, result: `skipped: ${reason}`, goal }];
  const sum = (times) => Object.values(times).reduce((total, timeMs) => total + timeMs, 0);
  return [
    ...Object.keys(ours).map((step) =>
      row({ what: step, oursMs: ours[step], theirsMs: theirs[step], goal: '' }),
    ),
    row({ what: `${lab} / scripts (${engine})`, oursMs: sum(ours), theirsMs: sum(theirs), goal }),
  ];
}

/** Both are whole processes: start-up and reading included. */
function row({ what, oursMs, theirsMs, result, goal }) {
  const ratio = `${(oursMs / theirsMs).toFixed(2)} ×`;
  return {
    what,
    ours: `${oursMs.toFixed(0)} ms`,
    theirs: `${theirsMs.toFixed(0)} ms`,
    ratio,
    result: result ?? ratio,
    goal,
  };
}
