import type { ReportStream } from '../reporter-options.ts';

/** What a terminal measures. One whose size nobody set says 0 (tty_ioctl(4)), a pipe nothing: then the usual. */
export function terminalSize({ columns = 0, rows = 0 }: ReportStream): { columns: number; rows: number } {
  return { columns: columns > 0 ? columns : 80, rows: rows > 0 ? rows : 24 };
}
