import { join } from 'node:path';
import { callLeashed } from './leashed.ts';
import type { Activity } from './progress.ts';
import { makeTreeFolder } from './tree-folder.ts';
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
  const command = [process.execPath, join(recipeFolder, script), workFolder];
  const onLine = (line: string): void => {
    activity.step(line);
  };
  try {
    await callLeashed({ command, signal, env: { TMPDIR: treeFolder.path }, onLine });
  } catch (cause) {
    signal.throwIfAborted();
    throw new Error(
      `Cannot build with ${script}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  } finally {
    await treeFolder.remove();
  }
}
