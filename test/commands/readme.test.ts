import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../runner/package-root.ts';
import { callLab } from '../helpers/call-lab.ts';

const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');

test('the lab that the README shows has no mistake', async () => {
  const example = /^````+markdown\n([^]*?)^````+$/m.exec(readme)?.[1] ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
  try {
    writeFileSync(join(folder, 'web.md'), example);
    const { stdout } = await callLab(['lint', 'web.md'], { cwd: folder });
    expect(stdout).toBe('1 document, no errors\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the README names every command as its help does', async () => {
  const { stdout } = await callLab(['help']);
  const commands = stdout.split('\n').filter((line) => line.startsWith('  lab '));
  expect(commands.length).toBeGreaterThan(3);
  for (const line of commands) expect(readme).toContain(`\n${line.trim()}\n`);
});
