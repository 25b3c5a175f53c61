/** What a pipe without a reader says, and a terminal that was closed. */
const gone = new Set(['EPIPE', 'EIO']);

/** Whoever reads our output may leave first (`lab run … | head`). Then nobody is left to work for: as at a hang-up. */
export function endWithReader(): void {
  let isOver = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!gone.has(error.code ?? '')) throw error;
      // Each further write fails too.
      if (!isOver) process.kill(process.pid, 'SIGHUP');
      isOver = true;
    });
  }
}
