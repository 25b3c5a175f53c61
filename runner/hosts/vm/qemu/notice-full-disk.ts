import { createInterface } from 'node:readline';
import { connectWhenThere } from '../connect.ts';

/**
 * Resolves when a machine's own disk can't grow any more: QEMU stops the machine then (`werror=enospc`, its default),
 * and it would hang for ever. Never resolves otherwise. `path` is a QMP socket of which nobody else reads.
 */
export async function noticeFullDisk({ path, signal }: { path: string; signal: AbortSignal }): Promise<void> {
  const socket = await connectWhenThere({ path, signal });
  // It ends with the machine, and holds nobody back who leaves earlier.
  socket.unref();
  socket.write('{"execute":"qmp_capabilities"}\n');
  for await (const line of createInterface({ input: socket })) {
    if (isFull(JSON.parse(line) as Partial<BlockError>)) return;
  }
  await new Promise<never>(() => undefined);
}

/** `BLOCK_IO_ERROR` of the QEMU QMP Reference Manual. */
interface BlockError {
  readonly event: string;
  readonly data: { readonly nospace?: boolean };
}

function isFull({ event, data }: Partial<BlockError>): boolean {
  return event === 'BLOCK_IO_ERROR' && data?.nospace === true;
}
