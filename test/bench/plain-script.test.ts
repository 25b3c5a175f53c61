import { expect, test } from 'vitest';
import { execaSync } from 'execa';
import { listLabs, readLab } from '../../runner/document/index.ts';
import { packageRoot } from '../../runner/package-root.ts';
import { toPieces } from '../../bench/plain-script.ts';

test.each(listLabs({ cwd: packageRoot }))('%s can be done as plain scripts', (path) => {
  const { lab } = readLab({ path });
  if (!lab) throw new Error(`${path} is wrong`);
  const items = lab.steps.flatMap((step) => step.items);
  const pieces = items.flatMap(toPieces);
  const script = pieces.map(({ text }) => `{\n${text}\n} < /dev/null`).join('\n');
  expect(execaSync('bash', ['-n'], { input: script, reject: false }).stderr).toBe('');
  // Every block is there, on each of its hosts, and every check that waits.
  const blocks = items.flatMap((item) => (item.kind === 'check' ? [] : item.hosts));
  const waits = items.filter((item) => item.kind === 'check' && item.withinMs > 0);
  expect(pieces).toHaveLength(blocks.length + waits.length);
});
