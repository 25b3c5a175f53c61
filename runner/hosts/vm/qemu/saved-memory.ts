import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { quote } from '../../quote.ts';
import { migrationEnd, type Monitor } from './monitor.ts';

/** What a saved host's running state consists of, in the checkpoint's folder: its memory, and all its devices. */
const memoryOf = (folder: string, name: string): string => join(folder, `${name}.memory`);
const devicesOf = (folder: string, name: string): string => join(folder, `${name}.devices`);

/**
 * Where a host's memory is: in a file without a name that QEMU shares with whoever may open it (memfd_create(2)), so
 * that it goes past QEMU, which needs twice the time to take it page by page.
 */
export function memoryArguments(memoryMiB: number): string[] {
  return [
    ...['-m', String(memoryMiB)],
    ...['-object', `memory-backend-memfd,id=memory,size=${memoryMiB}M,share=on`],
    ...['-machine', 'memory-backend=memory'],
  ];
}

/** For the shells that QEMU starts for a migration: the path of its memory. `find` fails of what QEMU closes meanwhile. */
const findMemory = 'memory=$(find "/proc/$PPID/fd" -lname "/memfd:memory-backend-memfd*"); [ "$memory" ]';

/**
 * Memory is packed: measured on 180 MB of an emulated host's, lz4 makes 74 MB of it in 0.23 s, where the disk takes 1.2 s
 * for it as it is; unpacking takes 0.11 s. Without lz4's own checksums, for there are others.
 */
export const pack = 'lz4 -1 -c -q --no-frame-crc';

/** The memory of a machine that has not run yet is all zeros, and stays holes where it goes on to be. */
const unpack = 'lz4 -d -c -q --sparse';

/** However busy a machine is, what has gone through a pipe is in its file by then. */
const writtenLimitMs = 60_000;

/** Saves memory and devices of a machine that stands still, and whose disks are no longer its own: a migration ends them. */
export async function saveMemory({
  monitor,
  folder,
  name,
  told,
  signal,
}: {
  monitor: Monitor;
  folder: string;
  name: string;
  /** Path for the outcome; on another disk than `folder`, where possible: that one may be full. */
  told: string;
  signal: AbortSignal;
}): Promise<void> {
  const [memory, devices] = [memoryOf(folder, name), devicesOf(folder, name)].map(quote);
  const [status, aside] = [told, `${told}.new`].map(quote);
  await rm(told, { force: true });
  const save = `cat > ${devices} && { ${findMemory}; } && ${pack} "$memory" > ${memory}`;
  await passMemoryBy(monitor);
  await monitor.execute('migrate-set-parameters', { 'max-bandwidth': 2 ** 40 });
  await monitor.execute('migrate', { uri: `exec:${save}; echo "$?" > ${aside}; mv ${aside} ${status}` });
  await migrationEnd(monitor);
  // To QEMU a migration is completed before the program that it writes to has ended: that says so itself.
  const limit = AbortSignal.any([signal, AbortSignal.timeout(writtenLimitMs)]);
  let said = '';
  while (said === '') {
    said = await readFile(told, 'utf8').catch(() => '');
    if (said === '') await delay(2, undefined, { signal: limit });
  }
  if (said !== '0\n') throw new Error('its memory could not be written');
}

/** What a QEMU is told at its start that will be told to go on from a saved state. */
export const waitForState = ['-incoming', 'defer', '-S'];

/** Resolves when a machine that waits for a state is as it was saved; it does not run yet. */
export async function loadMemory({
  monitor,
  folder,
  name,
}: {
  monitor: Monitor;
  folder: string;
  name: string;
}): Promise<void> {
  const [memory, devices] = [memoryOf(folder, name), devicesOf(folder, name)].map(quote);
  await passMemoryBy(monitor);
  // Devices look into the memory as they are loaded, so that is there first. Opened for reading too, it is not cut off.
  // For a command that ends without a word QEMU would wait for ever.
  const load = `{ ${findMemory}; } && ${unpack} ${memory} 1<> "$memory" && cat ${devices} || echo failed`;
  await monitor.execute('migrate-incoming', { uri: `exec:${load}` });
  await migrationEnd(monitor);
}

/** A migration leaves out what is shared, as for an upgrade of QEMU in place (docs/system/vm-templating.rst). */
async function passMemoryBy(monitor: Monitor): Promise<void> {
  const capabilities = [{ capability: 'x-ignore-shared', state: true }];
  await monitor.execute('migrate-set-capabilities', { capabilities });
}
