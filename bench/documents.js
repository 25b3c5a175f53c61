import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a lab of so many blocks of `true`; its path. */
export function writeBlocks({ folder, count }) {
  const path = join(folder, 'blocks.md');
  const blocks = '```sh\ntrue\n```\n\n'.repeat(count);
  writeFileSync(path, `---\ntitle: Many blocks\n---\n\n## Step\n\n${blocks}`);
  return path;
}

/** Writes labs such as somebody would write, each with names of its own, into `labs/` of a folder. */
export function writeLabs({ folder, count }) {
  mkdirSync(join(folder, 'labs'));
  for (let number = 0; number < count; number++)
    writeFileSync(join(folder, 'labs', `${number}-lab.md`), labText(number));
}

const prose = `A container is **a group of processes** that see a system of their own: see \`namespaces(7)\`.

- It shares the _kernel_ with its host, and
- it has a [root file system](https://example.org/) of its own.

`;

const labText = (number) => `---
title: Lab ${number}
hosts:
  host1: { memory: 512M }
---

# Lab ${number}

${prose}${[1, 2, 3, 4].map((step) => stepText(number, step)).join('')}`;

const stepText = (number, step) => `## Step ${step} of lab ${number}
<!-- step: step-${step} -->

${prose}\`\`\`sh id=create-${step} timeout=5m
name=web${number}
mkdir -p "/srv/$name"
echo "created $name" | tee "/srv/$name/${step}"
\`\`\`

\`\`\`output like
created web${number}...
\`\`\`

${prose}\`\`\`yaml check
- file: /srv/web${number}/${step}
  contains: created
  within: 5s
  hint: Did \`mkdir\` end without an error?
- command: test -d /srv
\`\`\`

`;
