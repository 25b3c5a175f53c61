/** Whoever reads our output may leave first (`lab run … | head`). Then nobody is left to work for: as at a hang-up. */
export function endWithReader(): void {
  let gone = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      // Each further write fails too, and a second hang-up would force the end.
      if (!gone) process.kill(process.pid, 'SIGHUP');
      gone = true;
    });
  }
}
