import { createHash } from 'node:crypto';
import type { LabHost } from '../../document/lab.ts';
import type { EngineName } from '../../report/report.ts';
import { agentVersion } from '../agent/source.ts';
import type { Image } from './image.ts';
import type { Mirror } from './mirror.ts';
import { qemuArguments } from './qemu.ts';
import { pack } from './saved-memory.ts';
import { networkCards } from './segments.ts';

/**
 * Names everything that a saved state of some machines depends on: QEMU's version and arguments, how memory is packed,
 * image, mirror, the agent that has the sessions. Not the folder that a run happens to be in.
 */
export function machinesFingerprint(options: {
  hosts: readonly LabHost[];
  internet: boolean;
  engine: EngineName;
  version: string;
  image: Image;
  mirror: Mirror;
}): string {
  const { hosts, internet, engine, version, image, mirror } = options;
  const segments = new Map(
    hosts.flatMap(({ networks }) =>
      networks.map(({ segment }) => [
        segment,
        { switchFolder: segment, ended: new Promise<never>(() => undefined) },
      ]),
    ),
  );
  const machines = hosts.map((host, hostIndex) =>
    qemuArguments({
      ...host,
      engine,
      kernel: image.kernel,
      initrd: image.initrd,
      disk: host.name,
      isDiskLarger: false,
      extraDisks: [],
      folder: host.name,
      interfaces: networkCards({ host, hostIndex, internet, segments }),
    }),
  );
  const facts = [
    version,
    pack,
    agentVersion(),
    image.hash,
    mirror.disk,
    mirror.containersDisk,
    hosts,
    machines,
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
