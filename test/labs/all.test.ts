import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../runner/package-root.ts';

const documents = readdirSync(join(packageRoot, 'labs')).filter((name) => name.endsWith('.md'));

// A file each: they take minutes, and run side by side.
test.each(documents)('%s has a test that runs it', (name) => {
  expect(existsSync(new URL(name.replace(/md$/, 'test.ts'), import.meta.url))).toBe(true);
});
