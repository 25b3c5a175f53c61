import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { $ } from 'zx';

/**
 * Calls `make` with the path of a pipe that takes a tar archive, and unpacks what comes into `folder`. A tree made
 * without root belongs to other user ids, which can write to a pipe but not into our folders.
 */
export async function receive({ folder, make }) {
  const place = await mkdtemp(join(tmpdir(), 'pipe-'));
  const pipe = `${place}/pipe`;
  try {
    await $`chmod 711 ${place} && mkfifo -m 666 ${pipe}`;
    const unpack = $({ nothrow: true })`exec tar -xS --no-same-owner -C ${folder} < ${pipe}`;
    try {
      await make(pipe);
    } catch (error) {
      // Not by zx's kill(), which wants `ps`.
      unpack.child.kill('SIGKILL');
      throw error;
    }
    if ((await unpack).exitCode !== 0) throw new Error(`cannot unpack what was made into ${folder}`);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
