import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintForAuthors, rules } from '../../runner/lint/index.ts';
import { packageRoot } from '../../runner/package-root.ts';

test('the manual has every rule, as the table has it', () => {
  const manual = readFileSync(join(packageRoot, 'runner/document/README.md'), 'utf8');
  const rows = [...manual.matchAll(/^\| `(\S+)` +\| (error|warning) +\| (.*?) +\|$/gm)];
  expect(rows.map(([, ...row]) => row)).toEqual(
    [...rules].map(([rule, { severity, summary }]) => [rule, severity, summary]),
  );
});

test('the table is sorted', () => {
  expect([...rules.keys()]).toEqual([...rules.keys()].sort());
});

test('the labs of this repository break none', async () => {
  const names = ['01-lxc-basics', '02-ipvs-iptables'].flatMap((name) => [`${name}.md`, `${name}.ja.md`]);
  const { labs } = await lintForAuthors({ paths: names.map((name) => join(packageRoot, 'labs', name)) });
  expect(labs.flatMap(({ problems }) => problems)).toEqual([]);
});
