// Runs a lab, and then the same commands as plain scripts on hosts started anew, and prints how long each took, by
// step and without the start of the hosts, as JSON. usage: against-scripts.js LAB
import { readFile } from 'node:fs/promises';
import { findLab, readLab } from '../runner/document/index.ts';
import type { Lab } from '../runner/document/lab.ts';
import type { RunEvent } from '../runner/execute/events.ts';
import { execute } from '../runner/execute/index.ts';
import type { Host } from '../runner/hosts/host.ts';
import { openHosts } from '../runner/hosts/index.ts';
import { endBackground, type Piece, toPieces } from './plain-script.ts';
import { openPlainShell, type PlainShell } from './plain-shell.ts';

type Hosts = ReadonlyMap<string, Host>;
/** Milliseconds, by step. */
type StepTimes = Record<string, number>;

const { lab } = readLab({ path: findLab({ name: process.argv[2] ?? '', cwd: process.cwd() }) });
if (!lab) throw new Error('The document is wrong: see lab lint');
const { signal } = new AbortController();
const ours = await onHosts(lab, runAsLab);
const theirs = await onHosts(lab, runAsScripts);
process.stdout.write(`${JSON.stringify({ engine: ours.engine, ours: ours.times, theirs: theirs.times })}\n`);

async function onHosts(lab: Lab, run: (lab: Lab, hosts: Hosts) => Promise<StepTimes>) {
  const open = await openHosts({
    lab,
    targets: new Map(),
    engine: 'auto',
    signal,
    onProgress: () => undefined,
  });
  try {
    return { engine: open.engine, times: await run(lab, open.hosts) };
  } finally {
    await open.dispose();
  }
}

/** As `lab run` does: all blocks, all output compared, all checks. */
async function runAsLab(lab: Lab, hosts: Hosts): Promise<StepTimes> {
  const times: StepTimes = {};
  const emit = (event: RunEvent) => {
    if (event.event === 'step-end') times[event.step] = event.durationMs;
    if (event.event === 'broken' || ('verdict' in event && event.verdict !== 'passed'))
      throw new Error(`The lab does not pass: ${JSON.stringify(event)}`);
  };
  await execute({ lab, steps: lab.steps, hosts, signal, emit });
  return times;
}

/** One bash for each host and container, fed with the commands in the order of the document. */
async function runAsScripts(lab: Lab, hosts: Hosts): Promise<StepTimes> {
  for (const { from, to, mode, hosts: names } of lab.files) {
    const content = await readFile(from);
    const file = { path: to, mode, content, container: null, owner: null, append: false, makeFolders: true };
    for (const name of names) await hosts.get(name)?.put({ ...file, timeoutMs: 60_000 });
  }
  const shells = new Map<string, PlainShell>();
  const runPiece = async ({ host: name, container, text }: Piece) => {
    const host = hosts.get(name);
    if (!host) throw new Error(`no host ${name}`);
    const key = `${name} ${container ?? ''}`;
    const open = shells.get(key);
    // That of a container that was stopped has ended with it.
    const shell = open && !open.ended ? open : await openPlainShell(host, container);
    shells.set(key, shell);
    await shell.run(text);
  };
  const times: StepTimes = {};
  for (const { id, items } of lab.steps) {
    const startedMs = performance.now();
    for (const item of items) await Promise.all(toPieces(item).map(runPiece));
    const hasBackground = items.some((item) => item.kind === 'shell' && item.background);
    if (hasBackground) for (const shell of shells.values()) if (!shell.ended) await shell.run(endBackground);
    times[id] = Math.round(performance.now() - startedMs);
  }
  for (const shell of shells.values()) shell.end();
  return times;
}
