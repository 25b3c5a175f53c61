import { lintForAuthors } from '../../runner/lint/index.ts';
import { makeFolder } from '../document/folder.ts';
import { placesOf } from '../document/parse.ts';

/** Problems of a document, `LINE:COLUMN RULE`, ShellCheck's left out; `path` says what language it is in. */
export const lint = async (
  text: string,
  { path = 'a.md', files = {} }: { path?: string; files?: Readonly<Record<string, string>> } = {},
): Promise<string[]> => {
  const folder = makeFolder({ ...files, [path]: text });
  const { labs } = await lintForAuthors({ paths: [`${folder}/${path}`] });
  return labs.flatMap(placesOf).filter((place) => !place.includes('shellcheck/'));
};

/** A document of one host, whose one step begins with what is given, on line 5, and ends with a block. */
export const document = (body: string, matter = 'title: T'): string =>
  `---\n${matter}\n---\n\n${body}\n\n## Step\n\n<!-- step: s -->\n\n\`\`\`sh host=host1\ntrue\n\`\`\`\n`;
