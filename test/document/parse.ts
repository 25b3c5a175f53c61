import { parseLab, type ParsedLab } from '../../runner/document/index.ts';
import type { Item, Lab } from '../../runner/document/lab.ts';

/** A document of one step with what follows the heading, which is line 5. */
export const inStep = (body: string, frontMatter = 'title: T'): string =>
  `---\n${frontMatter}\n---\n\n## Step\n\n${body}\n`;

const contentDir = new URL('../../content', import.meta.url).pathname;

export const parse = (text: string | Uint8Array, path = 'labs/01-test.md'): ParsedLab =>
  parseLab({ text, path, contentDir });

/** The same as it comes out where what stands in paragraphs is read, too. */
export const parseWhole = (text: string | Uint8Array): ParsedLab =>
  parseLab({ text, path: 'labs/01-test.md', contentDir, remark: () => [] });

/** The lab of a document that has to be right. */
export const labOf = (text: string, path?: string): Lab => {
  const { lab, problems } = parse(text, path);
  if (lab === null) throw new Error(JSON.stringify(problems, null, 1));
  return lab;
};

export const itemsOf = (text: string): readonly Item[] => labOf(text).steps.flatMap(({ items }) => items);

/** Problems as `LINE:COLUMN RULE`, warnings marked. */
export const placesOf = ({ problems }: Pick<ParsedLab, 'problems'>): string[] =>
  problems.map(
    ({ line, column, rule, severity }) =>
      `${line}:${column} ${rule}${severity === 'warning' ? ' (warning)' : ''}`,
  );
