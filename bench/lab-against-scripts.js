import { join } from 'node:path';
import { build } from 'esbuild';
import { execaSync } from 'execa';

/**
 * Milliseconds that the steps of a lab take, run by lab and as plain scripts, by step; null with the reason where that
 * can't be had here.
 */
export async function labAgainstScripts({ root, lab }) {
  const program = join(root, 'dist/against-scripts.js');
  await build({
    entryPoints: [join(root, 'bench/against-scripts.ts')],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  const { exitCode, stdout, stderr } = execaSync('node', [program, lab], { reject: false, stdin: 'ignore' });
  return exitCode === 0
    ? { ...JSON.parse(stdout), reason: null }
    : { reason: stderr.split('\n').find((line) => line.includes('Error')) ?? stderr };
}
