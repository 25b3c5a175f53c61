import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with files, by their paths, for one test. */
export const makeFolder = (files: Readonly<Record<string, string>>): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lab-test-')));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
};

/** The same, with the test standing in it. */
export const enterFolder = (files: Readonly<Record<string, string>>): string => {
  const back = process.cwd();
  const folder = makeFolder(files);
  onTestFinished(() => {
    process.chdir(back);
  });
  process.chdir(folder);
  return folder;
};

/** A right document of one step whose block prints `said`. */
export const saying = (said: string): string =>
  `---\ntitle: T\n---\n\n## Step\n<!-- step: step -->\n\n\`\`\`sh\necho ${said}\n\`\`\`\n`;
