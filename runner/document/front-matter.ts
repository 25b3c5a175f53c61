import type { RootContent } from 'mdast';
import type { VFile } from 'vfile';
import { type FrontMatter, frontMatterSchema } from './front-matter-schema.ts';
import { report } from './gather.ts';
import type { HostNames } from './hosts.ts';
import { isMap } from './is-map.ts';
import { readFiles } from './lab-files.ts';
import type { LabFile, LabHost } from './lab.ts';
import { validate } from './schema.ts';
import { readYaml } from './yaml.ts';

export interface FrontMatterRead {
  readonly title: string | null;
  /** False where it is too wrong to be read. */
  readonly readable: boolean;
  readonly hosts: readonly LabHost[];
  /** The names even where the rest of `hosts` is wrong, so that blocks can be judged all the same. */
  readonly hostNames: HostNames;
  readonly packages: readonly string[];
  readonly internet: boolean;
  readonly files: readonly LabFile[];
}

const onlyHost: LabHost = { name: 'host1', memoryMiB: 512, cpus: 1, diskMiB: 8192, networks: [] };

/** The names that `hosts` gives, however wrong what stands under them; null where that can't be told. */
const namesOf = (value: unknown): HostNames => {
  if (!isMap(value)) return value === undefined || value === null ? [onlyHost.name] : null;
  const { hosts } = value;
  if (hosts === undefined) return [onlyHost.name];
  return isMap(hosts) && Object.keys(hosts).length > 0 ? Object.keys(hosts) : null;
};

const toHost = ([name, host]: [string, NonNullable<FrontMatter['hosts']>[string]]): LabHost => ({
  name,
  memoryMiB: host.memory,
  cpus: host.cpus,
  diskMiB: host.disk,
  networks: host.networks,
});

/** Reads the front matter, which may be absent, and reports what is wrong with it. */
export const readFrontMatter = (options: {
  file: VFile;
  node: RootContent | undefined;
  text: string;
  contentDir: string;
}): FrontMatterRead => {
  const { file, node, text, contentDir } = options;
  const empty = {
    title: null,
    readable: true,
    hosts: [onlyHost],
    hostNames: [onlyHost.name],
    packages: [],
    internet: false,
    files: [],
  };
  if (node?.type !== 'yaml') {
    if (/^---[ \t]*(?:\n|$)/.test(text)) {
      const message = 'The front matter is never closed.\nEnd it with a line `---`.';
      report(file, { rule: 'front-matter-unclosed', message, at: { line: 1, column: 1 } });
      return { ...empty, readable: false, hostNames: null };
    }
    return empty;
  }
  const locate = (line: number, column: number) => ({ line: line + 2, column: column + 1 });
  const yaml = readYaml({ file, text: node.value, locate });
  if (yaml === null) return { ...empty, readable: false, hostNames: null };
  const hostNames = namesOf(yaml.value);
  const matter = validate({ file, yaml, path: [], value: yaml.value ?? {}, schema: frontMatterSchema });
  const entries = isMap(yaml.value) ? yaml.value['files'] : undefined;
  const files = readFiles({ file, yaml, entries, hosts: hostNames, contentDir });
  if (matter === null) return { ...empty, readable: false, hostNames };
  return {
    title: matter.title?.trim() ?? null,
    readable: true,
    hosts: matter.hosts === undefined ? [onlyHost] : Object.entries(matter.hosts).map(toHost),
    hostNames,
    packages: [...new Set(matter.packages)],
    internet: matter.internet,
    files,
  };
};
