import type { LabHost } from '../document/lab.ts';

/**
 * The hosts to look at when something failed on some of them: these, and all that share a segment with one of them,
 * or with one that does, for what goes wrong on a network shows elsewhere. In the order of the document.
 */
export function hostsInQuestion({
  hosts,
  failed,
}: {
  hosts: readonly Pick<LabHost, 'name' | 'networks'>[];
  failed: readonly string[];
}): string[] {
  const found = new Set(failed);
  const segments = new Set<string>();
  for (let size = -1; size !== found.size + segments.size;) {
    size = found.size + segments.size;
    for (const { name, networks } of hosts) {
      if (networks.some(({ segment }) => segments.has(segment))) found.add(name);
      if (found.has(name)) for (const { segment } of networks) segments.add(segment);
    }
  }
  return hosts.map(({ name }) => name).filter((name) => found.has(name));
}
