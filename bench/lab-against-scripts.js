import { execaSync } from 'execa';
import { bundle } from './bundle.js';

/**
 * Milliseconds that the steps of a lab take, run by lab and as plain scripts, by step; null with the reason where that
 * can't be had here.
 */
export async function labAgainstScripts({ root, lab }) {
  const program = await bundle({ root, name: 'against-scripts' });
  const { exitCode, stdout, stderr } = execaSync('node', [program, lab], { reject: false, stdin: 'ignore' });
  return exitCode === 0
    ? { ...JSON.parse(stdout), reason: null }
    : { reason: stderr.split('\n').find((line) => line.includes('Error')) ?? stderr };
}
