import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { consoleTail } from './console.ts';

/** What is known of a host that does not answer: the end of its console, and below it the state of its QEMU. */
export async function lastWords({ folder }: { folder: string }): Promise<string> {
  const console = await consoleTail(join(folder, 'console.log'));
  return `${console.trimEnd()}\n${await describeProcess(folder)}\n`.trimStart();
}

/** The one whose command line names the host's folder. Fields of its status: proc(5). */
async function describeProcess(folder: string): Promise<string> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const [program, ...words] = (await read(`/proc/${pid}/cmdline`)).split('\0');
    if (!program?.startsWith('qemu-system') || !words.includes(`file:${folder}/console.log`)) continue;
    const status = new Map(
      (await read(`/proc/${pid}/status`)).split('\n').map((line) => {
        const [name = '', value = ''] = line.split(/:\s*/);
        return [name, value] as const;
      }),
    );
    return `[lab: its QEMU, process ${pid}, is in state ${status.get('State')}, with ${status.get('VmRSS')} of memory]`;
  }
  return '[lab: its QEMU is gone]';
}

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
