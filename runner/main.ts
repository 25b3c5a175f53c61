import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './package-root.ts';

const [first, ...rest] = process.argv.slice(2);

// The version needs nothing else of the program, and shells ask for it at every prompt.
if (first === '--version' || first === '-V') {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  process.stdout.write(`lab ${version}\n`);
} else {
  const { callCommand } = await import('./commands/index.ts');
  process.exitCode = await callCommand({ name: first, argv: rest });
}
