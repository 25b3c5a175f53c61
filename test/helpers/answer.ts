import { execa } from 'execa';
import { expect } from 'vitest';
import { commandLine } from '../../runner/hosts/quote.ts';
import { packageRoot } from '../../runner/package-root.ts';
import { program } from './call-lab.ts';

/** Calls the program on a terminal and types an answer to each question. */
export async function answer(
  args: readonly string[],
  answers: readonly (readonly [asked: string, answer: string])[],
  { then = '', env = {} }: { then?: string; env?: Record<string, string> } = {},
) {
  // Ctrl-C reaches the shell too: bash goes on after a program that took it and ended by itself, other shells go on only
  // if they have a trap.
  const call = `trap : INT; ${commandLine(['node', program, ...args])}${then}`;
  const child = execa('script', ['-qefc', call, '/dev/null'], {
    cwd: packageRoot,
    env: { NO_COLOR: '1', CI: undefined, SSH_AUTH_SOCK: undefined, SHELL: '/bin/sh', ...env },
    reject: false,
    stdin: 'pipe',
  });
  try {
    let shown = '';
    child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
    for (const [asked, text] of answers) {
      await expect.poll(() => shown, { timeout: 15_000 }).toContain(asked);
      shown = shown.slice(shown.indexOf(asked) + asked.length);
      child.stdin.write(text);
    }
    const { exitCode, stdout } = await child;
    return { exitCode, stdout };
  } finally {
    // Nobody is left to answer it.
    child.kill('SIGKILL');
  }
}
