import { parseInterfaces } from './ip-json.ts';

/** What `lxc-info` and `ip -j addr` tell of a container; null fields where it does not run. */
export interface ContainerFacts {
  readonly state: string;
  readonly autostart: boolean;
  /** With prefix: `10.0.0.11/24`. */
  readonly addresses: readonly string[];
}

/** Output of `lxc-info -s -p -c lxc.start.auto`, a line `--`, and `ip -j -d addr` of the container's network if it runs. */
export function parseContainerFacts(output: string): ContainerFacts {
  const [info = '', json = ''] = output.split(/^--$/mu);
  const addresses = parseInterfaces(json).flatMap(({ name, addresses }) => (name === 'lo' ? [] : addresses));
  return {
    state: /^State:\s*(\S+)/mu.exec(info)?.[1] ?? 'in no known state',
    autostart: /^lxc\.start\.auto\s*=\s*1$/mu.test(info),
    addresses,
  };
}
