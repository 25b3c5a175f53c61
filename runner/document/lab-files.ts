import type { VFile } from 'vfile';
import { findContent } from './content.ts';
import { report } from './gather.ts';
import { chooseHosts, type HostNames } from './hosts.ts';
import { isMap } from './is-map.ts';
import type { LabFile } from './lab.ts';
import type { YamlText } from './yaml.ts';

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

/**
 * The `files` of the front matter. Judges what the schema can't, in entries that the schema rejects too: whether the
 * file is there, and whether the hosts are.
 */
export const readFiles = (options: {
  file: VFile;
  yaml: YamlText;
  entries: unknown;
  hosts: HostNames;
  contentDir: string;
}): LabFile[] => {
  const { file, yaml, entries, hosts, contentDir } = options;
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: unknown, index) => {
    if (!isMap(entry) || typeof entry['from'] !== 'string') return [];
    const { from, to, on, mode } = entry;
    const content = findContent(from, contentDir);
    if ('message' in content) {
      report(file, {
        rule: 'content-file',
        message: content.message,
        at: yaml.place(['files', index, 'from']),
      });
    }
    const names = typeof on === 'string' ? on.split(',').map((name) => name.trim()) : undefined;
    const at = yaml.place(['files', index, ...(on === undefined ? [] : ['on'])]);
    const missing = 'Nothing says which host this file is for.\nAdd `on: NAME`.';
    return {
      from: 'path' in content ? content.path : from,
      to: textOr(to, ''),
      hosts: chooseHosts({ file, hosts, names, at, missing }),
      mode: textOr(mode, '0644'),
      line: yaml.place(['files', index]).line,
    };
  });
};
