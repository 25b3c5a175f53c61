// Restores the hosts of a lab as they are after its last step, again and again, and asks that step's checks at once.
// Prints, as JSON, milliseconds from the start until the hosts answered and until all of it was so; the checkpoint has
// to be there. usage: restored.js LAB ROUNDS
import { runChecks } from '../runner/checks/run.ts';
import { checksAfter, createCheckpoints } from '../runner/checkpoints/index.ts';
import { findLab, readLab } from '../runner/document/index.ts';
import { openHosts } from '../runner/hosts/index.ts';

const { lab } = readLab({ path: findLab({ name: process.argv[2] ?? '', cwd: process.cwd() }) });
const last = lab?.steps.at(-1);
if (!lab || !last) throw new Error('The document is wrong: see lab lint');
const { signal } = new AbortController();
// Of a load balancer what counts is that it serves, and in turn.
const serves = checksAfter(last).filter(({ type }) => type === 'http');
const ignore = () => undefined;

const rounds = [];
for (let round = 0; round < Number(process.argv[3]); round++) {
  const checkpoints = createCheckpoints({ lab, upTo: last.id });
  const found = { steps: 0 };
  const startedMs = performance.now();
  const open = await openHosts({
    lab,
    targets: new Map(),
    engine: 'auto',
    savable: true,
    signal,
    onProgress: ignore,
    findState: async (machines) => {
      const { folder, reports } = await checkpoints.find(machines);
      found.steps = reports.length;
      return folder;
    },
  });
  try {
    if (found.steps < lab.steps.length)
      throw new Error(`There is no checkpoint of ${lab.id} after ${last.id}`);
    // Each host's agent has answered by now.
    const answeredMs = performance.now() - startedMs;
    const asked = { checks: serves, hosts: open.hosts, signal, keepGoing: false };
    const outcomes = await runChecks({ ...asked, onStart: ignore, onTry: ignore, onEnd: ignore });
    const passed = [...outcomes.values()].every(({ verdict }) => verdict === 'passed');
    rounds.push({ answeredMs, servedMs: passed ? performance.now() - startedMs : null });
  } finally {
    await open.dispose();
  }
}
process.stdout.write(`${JSON.stringify(rounds)}\n`);
