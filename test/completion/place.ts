import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { program } from '../helpers/call-lab.ts';
import { quote } from '../../runner/hosts/quote.ts';

/** A folder with labs, `lab` on the PATH, and the completion script of a shell. */
export interface Place {
  readonly folder: string;
  readonly path: string;
  readonly script: string;
  /** Whether a name of a file was taken for a command. */
  isHarmed(): boolean;
  remove(): void;
}

/** A file's name that does harm where a shell reads it as text of its own. */
const harmful = 'evil $(touch harmed)';

export function makePlace(shell: string): Place {
  const folder = mkdtempSync(join(tmpdir(), 'lab-complete-'));
  mkdirSync(join(folder, 'labs'));
  mkdirSync(join(folder, 'bin'));
  for (const name of ['web', harmful]) writeFileSync(join(folder, 'labs', `${name}.md`), lab);
  writeFileSync(join(folder, 'web-draft.md'), lab);
  writeFileSync(join(folder, 'web-notes.txt'), '');
  const lab_ = join(folder, 'bin/lab');
  writeFileSync(lab_, `#!/bin/sh\nexec node ${quote(program)} "$@"\n`);
  chmodSync(lab_, 0o755);
  const script = join(folder, '_lab');
  writeFileSync(
    script,
    execaSync('node', [program, 'completion', shell], { stripFinalNewline: false }).stdout,
  );
  return {
    folder,
    path: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
    script,
    isHarmed: () => existsSync(join(folder, 'harmed')),
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

const lab = `---
title: A page and a server
hosts:
  client: {}
  server: {}
---

## Write a page

<!-- step: page -->

\`\`\`sh host=server
true
\`\`\`

## It's \u202eserved

<!-- step: serve -->

\`\`\`sh host=client
true
\`\`\`
`;
