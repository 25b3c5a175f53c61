import { AskError, type FilePut } from '../host.ts';
import { quote } from '../quote.ts';
import type { Connection } from './connection.ts';
import { runCommand } from './command.ts';

const getTimeoutMs = 30_000;

/** Writes a file, whole or at the end of what is there. */
export async function putFile(connection: Connection, file: FilePut): Promise<void> {
  const path = quote(file.path);
  const lines = [
    'set -e',
    ...(file.makeFolders ? [`mkdir -p "$(dirname -- ${path})"`] : []),
    `cat ${file.append ? '>>' : '>'}${path}`,
    ...(file.owner === null ? [] : [`chown -- ${quote(file.owner)} ${path}`]),
    ...(file.mode === null ? [] : [`chmod -- ${quote(file.mode)} ${path}`]),
  ];
  const { container, timeoutMs, content } = file;
  const result = await runCommand(connection, {
    script: lines.join('\n'),
    container,
    timeoutMs,
    stdin: content,
  });
  if (result.exit === 0) return;
  const said = result.timedOut ? 'it took too long' : lastLine(result.stderr);
  throw new AskError('put', `Cannot write ${file.path}: ${said}`);
}

/** Reads a whole file. */
export async function getFile(
  connection: Connection,
  { path, container }: { path: string; container: string | null },
): Promise<Buffer> {
  const result = await runCommand(connection, {
    script: `cat -- ${quote(path)}`,
    container,
    timeoutMs: getTimeoutMs,
  });
  if (result.exit !== 0) throw new AskError('get', `Cannot read ${path}: ${lastLine(result.stderr)}`);
  return result.stdout;
}

function lastLine(stderr: Buffer): string {
  return (
    stderr
      .toString()
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^(?:ba)?sh: line \d+: /, '') ?? ''
  );
}
