import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { agentSource } from '../../../runner/hosts/agent/source.ts';
import { startCommand } from '../../../runner/hosts/ssh/start-command.ts';
import { findProgram } from '../../helpers/find-program.ts';

/** What people have as a login shell. sshd starts it with `-c`. */
const shells = ['sh', 'bash', 'zsh', 'fish', 'tcsh'];
const isRoot = process.getuid?.() === 0;

describe.each(shells)('%s as the login shell', (shell) => {
  const path = findProgram(shell);
  const isThere = path !== null || process.env['CI'] === 'true';
  const here = isThere && isRoot;
  test.skipIf(!here)(
    `starts the agent${here ? '' : isThere ? ' (we are not root)' : ' (missing here)'}`,
    async () => {
      const input = Buffer.concat([agentSource(), Buffer.from('ping 1 0\n')]);
      const { stdout, stderr } = await execa(path ?? shell, ['-c', startCommand()], { input });
      expect(stdout).toMatch(/^\nLAB-START ready\npong 1 0$/m);
      expect(stderr).toBe('');
    },
  );
});

test('is one line that no login shell reads otherwise than the next', () => {
  const words = startCommand().replaceAll("' '", "'").split("'");
  expect(words.join('')).not.toMatch(/[\n!\\]/);
});
