import { execaSync } from 'execa';

/** A lab from nothing under each engine that needs no KVM, in turn: a row for the table. Takes minutes. */
export function engines({ program, folder, lab }) {
  const env = { XDG_RUNTIME_DIR: folder };
  const run = (engine) => {
    const { stdout, stderr, exitCode } = execaSync(
      'node',
      [program, 'run', lab, '--fresh', '--engine', engine, '--reporter', 'json'],
      { env, stdin: 'ignore', reject: false, maxBuffer: 1 << 28 },
    );
    if (exitCode !== 0)
      throw new Error(`${lab} under ${engine}: ${stderr.split('\n')[0] || `exit status ${exitCode}`}`);
    return JSON.parse(stdout.trimEnd().split('\n').at(-1)).durationMs;
  };
  try {
    // Builds what is not there yet, and makes the trials, which nobody wants to measure.
    for (const engine of ['uml', 'tcg']) {
      execaSync('node', [program, 'up', lab, '--fresh', '--yes', '--engine', engine], { env });
      execaSync('node', [program, 'down'], { env });
    }
    const [umlMs, tcgMs] = ['uml', 'tcg'].map(run);
    return {
      what: `${lab} from nothing, uml / tcg`,
      ours: `${(umlMs / 1000).toFixed(0)} s`,
      theirs: `${(tcgMs / 1000).toFixed(0)} s`,
      ratio: `${(tcgMs / umlMs).toFixed(2)} × as fast`,
      goal: '2 × as fast',
    };
  } catch (error) {
    return {
      what: `${lab} from nothing, uml / tcg`,
      result: `skipped: ${error.message}`,
      goal: '2 × as fast',
    };
  }
}
