import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callLab } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';

/** A command, what it printed on the machine for which the document was written, and what the document is to say now. */
const blocks: [command: string, before: string[], after: RegExp][] = [
  ['uname -r', ['5.10.0-26-amd64'], /^\d+\.\d+\.\d+(?:-\d+-(?:cloud-)?amd64)?$/],
  ['date', ['Sat Nov 21 12:00:00 JST 2015'], /^\.\.\.$/],
  [
    'ip link add type veth; ip -brief link show dev veth0',
    ['veth0@veth1 UP 12:34:56:78:9a:bc <BROADCAST,UP>', 'veth1@veth0 UP'],
    /^veth0@veth1 {6}DOWN {11}\.\.\. <BROADCAST,MULTICAST,M-DOWN>$/,
  ],
  ['sleep 9 & echo "PID:     $!"', ['PID: 731'], /^PID: {5}\.\.\.$/],
  ['tr -d - </proc/sys/kernel/random/uuid | tee key', ['0123456789abcdef0123456789abcdef'], /^\.\.\.$/],
  ['wc -c key; seq 9', ['33 key', '1', '...', '10'], /^33 key\n1\n\.\.\.\n9$/],
];

const documentOf = (outputs: readonly string[]) =>
  `---\ntitle: Drift\n---\n\n## Step\n\n<!-- step: only -->\n\n${blocks
    .map(([command], index) => `\`\`\`sh\n${command}\n\`\`\`\n\n\`\`\`output\n${outputs[index]}\n\`\`\`\n`)
    .join('\nText that stays.\n\n')}`;

test('after drift on a virtual machine, two runs say what the next one prints, and only output blocks change', async ({
  skip,
}) => {
  if (noMachines) skip(noMachines);
  const folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
  try {
    const path = join(folder, 'lab.md');
    writeFileSync(path, documentOf(blocks.map(([, before]) => before.join('\n'))));
    const update = (...words: string[]) =>
      callLab(['run', 'lab.md', '--update', '--yes', ...words], { cwd: folder });
    expect((await update('--repeat', '2')).exitCode).toBe(0);
    const text = readFileSync(path, 'utf8');
    const outputs = [...text.matchAll(/^```output\n([^]*?)\n```$/gm)].map(([, output = '']) => output);
    expect(text).toBe(documentOf(outputs));
    for (const [index, [, , after]] of blocks.entries()) expect(outputs[index]).toMatch(after);
    const second = await update();
    expect(second.stdout).toMatch(/^✓ true {2}lab\.md · every output block says what came$/m);
    expect(second).toMatchObject({ exitCode: 0, stderr: '' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 300_000);
