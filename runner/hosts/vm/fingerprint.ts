import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A short name for the content of files and folders (paths within them, modes, bytes), given in a fixed order. */
export async function fingerprint(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) await addPath({ hash, path, name: '' });
  return hash.digest('hex').slice(0, 16);
}

async function addPath(entry: {
  hash: ReturnType<typeof createHash>;
  path: string;
  name: string;
}): Promise<void> {
  const { hash, path, name } = entry;
  const status = await stat(path).catch(() => null);
  if (!status) {
    hash.update(`absent ${name}\n`);
  } else if (status.isDirectory()) {
    for (const child of (await readdir(path)).sort())
      await addPath({ hash, path: join(path, child), name: `${name}/${child}` });
  } else {
    const content = await readFile(path);
    hash.update(`file ${name} ${(status.mode & 0o111).toString(8)} ${content.length}\n`).update(content);
  }
}
