import type { VFile } from 'vfile';
import { report } from './gather.ts';
import { suggest } from './nearest.ts';
import type { Place } from './place.ts';

/** What the front matter says of hosts; null where it is too wrong to tell. */
export type HostNames = readonly string[] | null;

/**
 * The hosts that are meant by a list of names, or by none in a lab of one host. Reports unknown, doubled and missing
 * ones; `mend` says what to write where none is named.
 */
export const chooseHosts = (options: {
  file: VFile;
  hosts: HostNames;
  names: readonly string[] | undefined;
  at: Place;
  missing: string;
}): readonly string[] => {
  const { file, hosts, names, at, missing } = options;
  if (hosts === null) return names ?? [];
  if (names === undefined) {
    if (hosts.length === 1) return hosts;
    const message = `${missing}\nHosts of this lab: ${hosts.map((name) => `\`${name}\``).join(', ')}.`;
    report(file, { rule: 'missing-host', message, at });
    return [];
  }
  const chosen = new Set<string>();
  let column = at.column;
  for (const name of names) {
    const here = { line: at.line, column };
    column += name.length + 1;
    if (!hosts.includes(name)) {
      const message = `Unknown host \`${name}\`.\n${suggest(name, hosts)}`;
      report(file, { rule: 'unknown-host', message, at: here });
    } else if (chosen.has(name)) {
      report(file, {
        rule: 'duplicate-host',
        message: `Host \`${name}\` stands twice.\nKeep one.`,
        at: here,
      });
    }
    chosen.add(name);
  }
  return [...chosen];
};
