import type { WantedHosts } from '../engine-kind.ts';
import type { Image } from '../image.ts';
import { networkCards } from '../segments.ts';
import { qemuArguments } from './arguments.ts';
import { pack } from './saved-memory.ts';

/** What saved hosts depend on: their arguments, without the folder that a run happens to be in, and how memory is packed. */
export function qemuFacts({
  hosts,
  internet,
  image,
  accelerator,
}: WantedHosts & { image: Image; accelerator: 'kvm' | 'tcg' }): readonly unknown[] {
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
      engine: accelerator,
      kernel: image.kernel,
      initrd: image.initrd,
      disk: host.name,
      isDiskLarger: false,
      extraDisks: [],
      folder: host.name,
      interfaces: networkCards({ host, hostIndex, internet, segments }),
    }),
  );
  return [pack, machines];
}
