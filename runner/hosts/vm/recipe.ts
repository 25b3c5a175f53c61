import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { startLeashed } from './leashed.ts';
import { makeTreeFolder } from './tree-folder.ts';
import type { Activity } from './progress.ts';
import { packageRoot } from '../../package-root.ts';

export const recipeFolder = join(packageRoot, 'content/image');

/** Runs a script of `content/image/` in a working folder. Lines of its output are progress. Throws with the end of its errors. */
export async function runRecipe(options: {
  script: string;
  workFolder: string;
  activity: Activity;
  signal: AbortSignal;
}): Promise<void> {
  const { script, workFolder, activity, signal } = options;
  const treeFolder = await makeTreeFolder(workFolder);
  const command = [
    'env',
    `TMPDIR=${treeFolder.path}`,
    process.execPath,
    join(recipeFolder, script),
    workFolder,
  ];
  const child = startLeashed({ command, signal });
  for await (const line of createInterface({ input: child.stdout })) activity.step(line);
  const result = await child;
  await treeFolder.remove();
  signal.throwIfAborted();
  if (result.failed) throw new Error(`${script} failed: ${lastLines(result.stderr, 30)}`, { cause: result });
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
