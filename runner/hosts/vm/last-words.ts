import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { consoleTail } from './console.ts';
import { engines } from './engines.ts';

/** What is known of a host that does not answer: the end of its console, and below it the state of what runs it. */
export async function lastWords({ folder }: { folder: string }): Promise<string> {
  const console = await consoleTail(join(folder, 'console.log'));
  return `${console.trimEnd()}\n${await describeProcess(folder)}\n`.trimStart();
}

/** The first whose command line is that of the host. Fields of its status: proc(5). */
async function describeProcess(folder: string): Promise<string> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const words = (await read(`/proc/${pid}/cmdline`)).split('\0');
    const kind = engines.find((each) => each.isHost({ words, folder }));
    if (!kind) continue;
    const status = new Map(
      (await read(`/proc/${pid}/status`)).split('\n').map((line) => {
        const [name = '', value = ''] = line.split(/:\s*/);
        return [name, value] as const;
      }),
    );
    return `[lab: its ${kind.program}, process ${pid}, is in state ${status.get('State')}, with ${status.get('VmRSS')} of memory]`;
  }
  return '[lab: the process that ran it is gone]';
}

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
