import { guestWords } from '../guest-words.ts';
import type { NetworkCard } from '../network-card.ts';
import { portPath, ports } from '../ports.ts';
import { memoryArguments } from './saved-memory.ts';

/** Everything that a host's QEMU is told. Paths are absolute; those of sockets have at most 107 bytes. */
export interface QemuOptions {
  readonly engine: 'kvm' | 'tcg';
  readonly name: string;
  readonly memoryMiB: number;
  readonly cpus: number;
  readonly kernel: string;
  readonly initrd: string;
  /** qcow2 overlay, the host's own. */
  readonly disk: string;
  /** Larger than the image's file system, which then grows at boot. */
  readonly isDiskLarger: boolean;
  /** Read-only ext4 images; the initramfs knows them by their serial. */
  readonly extraDisks: readonly { readonly serial: string; readonly path: string }[];
  /** Folder of the ports' sockets, of `qmp`, `watch` and of `console.log`. */
  readonly folder: string;
  readonly interfaces: readonly NetworkCard[];
}

/**
 * The arguments of `qemu-system-x86_64` for one host. A saved state is of use only to the very same arguments, so
 * nothing here depends on anything but the options.
 */
export function qemuArguments(options: QemuOptions): string[] {
  const {
    engine,
    name,
    memoryMiB,
    cpus,
    kernel,
    initrd,
    disk,
    isDiskLarger,
    extraDisks,
    folder,
    interfaces,
  } = options;
  return [
    ...['-name', name, '-M', 'q35', '-accel', engine, '-cpu', 'qemu64', '-smp', String(cpus)],
    ...memoryArguments(memoryMiB),
    ...['-nodefaults', '-no-user-config', '-vga', 'none', '-display', 'none', '-no-reboot'],
    ...[
      '-kernel',
      kernel,
      '-initrd',
      initrd,
      '-append',
      kernelCommandLine({ name, isDiskLarger, interfaces }),
    ],
    ...['-serial', `file:${folder}/console.log`],
    // Two, for a monitor talks to one at a time: one to be told by, one to tell of a full disk.
    ...['-qmp', `unix:${folder}/qmp,server=on,wait=off`],
    ...['-qmp', `unix:${folder}/watch,server=on,wait=off`],
    ...['-device', 'virtio-serial-pci'],
    ...ports.flatMap((port) => [
      ...['-chardev', `socket,id=port${port},path=${portPath({ folder, port })},server=on,wait=off`],
      ...['-device', `virtserialport,chardev=port${port},name=lab.${port}`],
    ]),
    ...['-device', 'virtio-rng-pci'],
    // The guest tells of memory that it has freed, and that becomes a hole: a saved state takes less, and so does a host.
    ...['-device', 'virtio-balloon-pci,free-page-reporting=on'],
    // Disks are thrown away, never repaired: nothing has to reach the platter.
    ...['-drive', `if=none,id=root,format=qcow2,cache=unsafe,file=${disk}`],
    ...['-device', 'virtio-blk-pci,drive=root,serial=root'],
    ...extraDisks.flatMap(({ serial, path }) => [
      ...['-drive', `if=none,id=${serial},format=raw,readonly=on,file=${path}`],
      ...['-device', `virtio-blk-pci,drive=${serial},serial=${serial}`],
    ]),
    ...interfaces.flatMap((card, index) => [
      ...['-netdev', netdev(card, `net${index}`)],
      ...['-device', `virtio-net-pci,netdev=net${index},mac=${card.mac},romfile=`],
    ]),
  ];
}

function netdev(card: NetworkCard, id: string): string {
  if (card.kind === 'segment') return `vde,id=${id},sock=${card.switchFolder}`;
  // The guest's own address in it (.15) is given by the initramfs, see content/image/initramfs/init.
  return `user,id=${id},net=198.51.100.0/24,host=198.51.100.2,dns=198.51.100.3,ipv6=off`;
}

/** What the kernel and the initramfs's `init` are told. The kernel takes at most 2,047 bytes (COMMAND_LINE_SIZE). */
export function kernelCommandLine(options: Parameters<typeof guestWords>[0]): string {
  // `panic=-1` with `-no-reboot`: a panic ends QEMU at once. `init_on_alloc` costs much without KVM and guards
  // nothing here; LXC would load an AppArmor profile for every container.
  const kernel =
    'console=ttyS0 quiet panic=-1 no_timer_check mitigations=off init_on_alloc=0 lsm=capability nokaslr net.ifnames=0';
  return [kernel, ...guestWords(options)].join(' ');
}
