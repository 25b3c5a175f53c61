import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Host } from '../../runner/hosts/host.ts';
import { openLocalHost } from '../../runner/hosts/local/index.ts';
import { program } from '../helpers/call-lab.ts';
import { sitDown, type Typist } from '../helpers/typist.ts';

let folder: string;
let host: Host;
let typist: Typist;
let settings: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lab-watch-'));
  writeFileSync(
    join(folder, 'site.md'),
    `---
title: A site
---

## Folder

\`\`\`sh
mkdir ${folder}/work
\`\`\`

\`\`\`yaml check
- file: ${folder}/work
  id: folder
  hint: Make it.
\`\`\`

## Page

\`\`\`yaml check
- file: ${folder}/work/page
  id: page
\`\`\`
`,
  );
  host = openLocalHost({ name: 'host1' });
  typist = await sitDown(host);
  typist.type(`cd ${folder}; export XDG_STATE_HOME=${folder}/state\n`);
  settings = await sttyOf();
});
afterEach(async () => {
  typist.terminal.hangUp();
  await host.dispose();
  rmSync(folder, { recursive: true });
});

async function sttyOf(): Promise<string> {
  typist.type("echo 'st'ty $(stty -g) ty'ts'\n");
  const shown = await typist.see(/stty (\S+) tyts/);
  return /stty (\S+) tyts/.exec(shown)?.[1] ?? '';
}

const start = async () => {
  typist.type(`node ${program} verify ${folder}/site.md --host host1=local --watch; echo "en"ded $?\n`);
  await typist.see('\u001b[?1049h');
  await typist.see('You are at step 1 of 2');
};

/** The screen is given back, whatever happened on it. */
const expectRestored = async () => {
  expect(await sttyOf()).toBe(settings);
};

test('it follows the work within two seconds, and the last judgement stays', async () => {
  await start();
  mkdirSync(join(folder, 'work'));
  const before = performance.now();
  await typist.see('Up to “Folder” everything holds.');
  // Two seconds, and as much again for a machine that is busy with other tests.
  expect(performance.now() - before).toBeLessThan(4000);
  writeFileSync(join(folder, 'work', 'page'), '');
  await typist.see('Everything holds: all 2 steps are done.');
  rmSync(join(folder, 'work', 'page'));
  await typist.see('Undone since the last call:');
  typist.type('q');
  const after = await typist.see(/ended \d+/);
  expect(after).toContain('\u001b[?25h\u001b[?1049l');
  expect(after).toMatch(/1049l[^]*You are at step 2 of 2, “Page”[^]*ended 1$/);
  await expectRestored();
});

test('h gives the next hint, c shows the commands, and the ladder is that of lab hint', async () => {
  await start();
  await typist.see('h hint 2/4');
  typist.type('h');
  await typist.see('Make it.');
  typist.type('h');
  await typist.see('observed  ');
  typist.type('c');
  await typist.see(/Commands of “Folder”:[^]*mkdir/);
  await typist.see('c hide commands');
  typist.type('q');
  await typist.see('ended 1');
  typist.type(`node ${program} hint ${folder}/site.md --host host1=local; echo "en"ded $?\n`);
  await typist.see('Hint 4 of 4');
  // It notes what it has told.
  await typist.see(/ended \d/);
});

test('it survives another size of the terminal', async () => {
  await start();
  await typist.see('q quit');
  typist.terminal.resize({ rows: 10, columns: 40 });
  const shown = await typist.see(/q quit/);
  const lines = shown.slice(shown.lastIndexOf('\u001b[H')).split('\r\n');
  expect(lines.length).toBeLessThanOrEqual(10);
  for (const line of lines) expect(stripVTControlCharacters(line).length).toBeLessThan(40);
  typist.terminal.resize({ rows: 30, columns: 100 });
  await typist.see('You are at step 1 of 2');
  typist.type('q');
  await typist.see('ended 1');
  await expectRestored();
});

test('Ctrl-C ends it with 130 and gives the terminal back', async () => {
  await start();
  typist.type('\u0003');
  expect(await typist.see(/ended \d+/)).toMatch(/1049l[^]*ended 130$/);
  await expectRestored();
});

test('SIGTERM ends it with 130 and gives the terminal back', async () => {
  await start();
  const script = `ps -eo pid=,args= | awk '$2 == "node" && / verify / && index($0, "${folder}/") { print $1 }'`;
  const { stdout } = await host.run({ script, container: null, timeoutMs: 5000 });
  const pids = stdout.toString().trim().split(/\s+/).map(Number);
  expect(pids).toHaveLength(1);
  process.kill(pids[0] ?? 0, 'SIGTERM');
  expect(await typist.see(/ended \d+/)).toMatch(/1049l[^]*ended 130$/);
  await expectRestored();
});
