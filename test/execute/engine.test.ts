import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callLab, reportsOf } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';

/** A lab whose hosts and blocks no run before had: there are no checkpoints of it. */
const text = (host: string) =>
  `---\ntitle: Engines\nhosts: { h-${randomUUID()}: ${host} }\n---\n\n${['One', 'Two']
    .map((step) => `## ${step}\n\n\`\`\`sh\n: ${randomUUID()}\n\`\`\`\n`)
    .join('\n')}`;

test('`auto` takes the quickest that works, and for checkpoints one that keeps them', async ({ skip }) => {
  if (noMachines) skip(noMachines);
  const folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
  try {
    writeFileSync(join(folder, 'small.md'), text('{ memory: 256M }'));
    writeFileSync(join(folder, 'two.md'), text('{ memory: 256M, cpus: 2 }'));
    const call = (...words: string[]) => callLab(words, { cwd: folder });
    const engineOf = async (...words: string[]) => {
      const ended = await call('run', ...words, '--reporter', 'json');
      expect(ended.exitCode, ended.stderr).toBe(0);
      return reportsOf(ended)[0]?.engine;
    };
    const plain = await engineOf('small.md');
    const { stdout } = await call('doctor');
    const works = (engine: string) => stdout.includes(`✓ ${engine} works`);
    const savable = works('kvm') ? 'kvm' : 'tcg';
    expect(plain).toBe(works('kvm') || !works('uml') ? savable : 'uml');
    expect(await engineOf('two.md')).toBe(savable);

    const from = await call('run', 'small.md', '--from', 'two', '--reporter', 'plain');
    expect(from.exitCode).toBe(0);
    expect(from.stdout).toContain(` · ${savable}`);
    const tells = from.stdout.includes(`${savable} runs what leads there: uml has no checkpoints`);
    expect(tells).toBe(plain === 'uml');
    expect(await engineOf('small.md', '--from', 'two')).toBe(savable);
    // With two processors uml would not have been taken without checkpoints either.
    const large = await call('run', 'two.md', '--from', 'two', '--reporter', 'plain');
    expect(large.exitCode).toBe(0);
    expect(large.stdout).not.toContain('has no checkpoints');
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 900_000);
