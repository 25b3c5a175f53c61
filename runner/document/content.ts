import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

/** The absolute path of a file within `content/`, or the message of why it is none. */
export const findContent = (from: string, contentDir: string): { path: string } | { message: string } => {
  const path = resolve(contentDir, from);
  if (isAbsolute(from) || from.split(/[/\\]/).includes('..') || !isInside(resolve(contentDir), path)) {
    return {
      message: `Expected a path within \`content/\`, not \`${from}\`.\nWrite it without \`..\` and a leading \`/\`.`,
    };
  }
  try {
    if (!isInside(realpathSync(contentDir), realpathSync(path)))
      return { message: `\`${from}\` leads out of \`content/\` by a link.\nPut the file itself there.` };
    return statSync(path).isFile()
      ? { path }
      : { message: `Expected a file, and \`content/${from}\` is none.` };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    const why = code === 'ENOENT' ? 'there is no such file' : code;
    return { message: `Cannot read \`content/${from}\`: ${why}.\nLooked in ${resolve(contentDir)}.` };
  }
};
