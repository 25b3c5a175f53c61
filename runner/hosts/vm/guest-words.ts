import type { NetworkCard } from './network-card.ts';

/** What the initramfs's `init` is told on the kernel's command line, whatever the kernel. */
export function guestWords(options: {
  name: string;
  /** Larger than the image's file system, which then grows at boot. */
  isDiskLarger: boolean;
  interfaces: readonly NetworkCard[];
}): string[] {
  const { name, isDiskLarger, interfaces } = options;
  const addresses = interfaces.flatMap((card, index) =>
    card.kind === 'segment' ? [card.address === null ? `eth${index}` : `eth${index},${card.address}`] : [],
  );
  const internet = interfaces.findIndex(({ kind }) => kind === 'internet');
  return [
    `lab.host=${name}`,
    ...(addresses.length > 0 ? [`lab.addresses=${addresses.join(';')}`] : []),
    ...(isDiskLarger ? ['lab.grow'] : []),
    ...(internet >= 0 ? [`lab.internet=eth${internet}`] : []),
  ];
}
