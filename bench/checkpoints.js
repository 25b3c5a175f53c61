import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa, execaSync } from 'execa';
import { bundle } from './bundle.js';
import { median } from './compare.js';

const rounds = 20;
const verifyRounds = 5;
const restoredWithinMs = 1500;

/** What the checkpoints of a lab cost a run and what they bring: rows for the table. Takes two runs of the lab. */
export async function checkpoints({ root, program, folder, lab }) {
  // A copy, with a text in its first block that no run before had: there are no checkpoints of it.
  // Without its translations: they would differ.
  cpSync(join(root, 'content'), join(folder, 'content'), { recursive: true });
  const path = join(folder, `${lab}.md`);
  const text = readFileSync(join(root, 'labs', `${lab}.md`), 'utf8').replace(
    /(?<=^```sh [^\n]*\n)/m,
    `: ${randomUUID()}\n`,
  );
  writeFileSync(path, text);
  const env = { XDG_RUNTIME_DIR: folder };
  const run = (...words) =>
    reportOf(
      execaSync('node', [program, ...words, '--reporter', 'json'], {
        env,
        stdin: 'ignore',
        maxBuffer: 1 << 28,
      }).stdout,
    );
  try {
    // In turn with a run that saves nothing: both boot their hosts, whose start is not counted.
    const saved = run('run', path, '--from', /(?<=<!-- step: )\S+/.exec(text)[0]);
    const fresh = run('run', path, '--fresh', '--engine', saved.engine);
    const restored = JSON.parse(
      execaSync('node', [await bundle({ root, name: 'restored' }), path, rounds], { env }).stdout,
    );
    const verified = verifyTimes({ run, path, saved });
    execaSync('node', [program, 'down', path], { env });
    const edits = await editsOf({ program, path, text, env });
    return [
      savingRow({ lab, saved, fresh }),
      restoredRow({ lab, restored }),
      {
        what: `lab verify of the finished ${lab}`,
        ours: ms(median(verified.map(({ wholeMs }) => wholeMs))),
        theirs: ms(median(verified.map(({ askedMs }) => askedMs))),
        result: `${ms(median(verified.map(({ wholeMs, askedMs }) => wholeMs - askedMs)))} beside its requests`,
        goal: '3000 ms',
      },
      {
        what: 'lab dev: a change of the last block',
        ours: ms(edits.blockMs),
        theirs: ms(edits.ownMs),
        result: `${ms(edits.blockMs - edits.ownMs)} beside its own time`,
        goal: '2000 ms',
      },
      {
        what: 'lab dev: a change of prose',
        ours: ms(edits.proseMs),
        result: ms(edits.proseMs),
        goal: '300 ms, no block run',
      },
    ];
  } catch (error) {
    return [{ what: `checkpoints of ${lab}`, result: `skipped: ${error.message.split('\n')[0]}`, goal: '' }];
  }
}

/** How long whole calls of `lab verify` take on hosts as they are after the last step, and what its requests take of that. */
function verifyTimes({ run, path, saved }) {
  run('up', path, '--at', saved.steps.at(-1).id);
  return Array.from({ length: verifyRounds }, () => {
    const startedMs = performance.now();
    const { verdict, steps } = run('verify', path);
    const wholeMs = performance.now() - startedMs;
    if (verdict !== 'passed') throw new Error(`lab verify says ${verdict}`);
    const requests = steps.flatMap(({ checks }) => checks.filter(({ type }) => type === 'http'));
    return { wholeMs, askedMs: requests.reduce((sum, { durationMs }) => sum + durationMs, 0) };
  });
}

const ms = (value) => `${value.toFixed(0)} ms`;
const reportOf = (stdout) => JSON.parse(stdout.trimEnd().split('\n').at(-1));

function savingRow({ lab, saved, fresh }) {
  const [withMs, withoutMs] = [saved, fresh].map(afterStart);
  // What no step took, went into saving, or was spent without it as well.
  const savingMs = besideSteps(saved) - besideSteps(fresh);
  return {
    what: `${lab}, saved after each step / not saved`,
    ours: ms(withMs),
    theirs: ms(withoutMs),
    ratio: `${(withMs / withoutMs).toFixed(2)} ×`,
    result: `${((100 * savingMs) / withoutMs).toFixed(1)} % of the run went into saving`,
    goal: '10 %',
  };
}

const afterStart = ({ durationMs, preparation }) =>
  durationMs - preparation.reduce((sum, { durationMs: partMs }) => sum + partMs, 0);

const besideSteps = (report) =>
  afterStart(report) - report.steps.reduce((sum, { durationMs }) => sum + durationMs, 0);

function restoredRow({ lab, restored }) {
  const served = restored.map(({ servedMs }) => servedMs ?? Infinity);
  const inTime = served.filter((timeMs) => timeMs <= restoredWithinMs).length;
  return {
    what: `${lab} at its end: hosts answer`,
    ours: ms(median(restored.map(({ answeredMs }) => answeredMs))),
    result: `served after ${ms(median(served))}, ${inTime} of ${rounds} within ${restoredWithinMs} ms`,
    goal: `${rounds} of ${rounds} (goal 1000 ms)`,
  };
}

/** Milliseconds from a save to the verdict, with `ownMs` what the changed block's step took of it. */
async function editsOf({ program, path, text, env }) {
  const child = execa('node', [program, 'dev', path, '--reporter', 'json'], {
    env,
    reject: false,
    buffer: false,
  });
  const verdicts = createInterface({ input: child.stdout });
  const verdict = async () => {
    for (;;) {
      const [line] = await once(verdicts, 'line');
      const event = JSON.parse(line);
      if (event.event === 'report') return event;
    }
  };
  const save = async (changed) => {
    const startedMs = performance.now();
    writeFileSync(path, changed);
    const report = await verdict();
    if (report.verdict !== 'passed') throw new Error(`The lab does not pass: ${JSON.stringify(report)}`);
    return { tookMs: performance.now() - startedMs, report };
  };
  try {
    await verdict();
    const prose = await save(text.replace(/^## /m, 'A word.\n\n## '));
    const at = text.lastIndexOf('\n```sh ');
    const behind = text.indexOf('\n', at + 1);
    const block = await save(`${text.slice(0, behind)}\n: ${randomUUID()}${text.slice(behind)}`);
    return { proseMs: prose.tookMs, blockMs: block.tookMs, ownMs: block.report.steps.at(-1).durationMs };
  } finally {
    child.kill('SIGINT');
    await child;
  }
}
