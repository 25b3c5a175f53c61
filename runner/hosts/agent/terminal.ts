import type { Terminal, TerminalOptions } from '../host.ts';
import type { Connection } from './connection.ts';
import { requireRunning, startShell } from './shell.ts';

/** Has the agent start a login bash on a pseudo-terminal, on the host or inside a container of it. */
export async function openTerminal({
  connection,
  name,
  container,
  rows,
  columns,
  term,
}: TerminalOptions & { connection: Connection; name: string }): Promise<Terminal> {
  if (container !== null) await requireRunning(connection, { name, container });
  const { id, shell } = await startShell({
    connection,
    name,
    request: {
      type: 'terminal',
      payload: Buffer.from(`${container ?? ''}\0${term}`),
      args: [rows, columns],
    },
  });
  return {
    ...shell,
    resize: (size) => {
      connection.send({ type: 'resize', id, args: [size.rows, size.columns] });
    },
  };
}
