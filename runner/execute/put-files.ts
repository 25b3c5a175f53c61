import { readFile } from 'node:fs/promises';
import { AskError, HostBroken } from '../hosts/host.ts';
import { type RunContext, hostOf } from './context.ts';

const timeoutMs = 60_000;

/** Puts the lab's files on its hosts. A file that can't be put is the machinery's fault: the parser has seen it. */
export async function putFiles(context: RunContext): Promise<void> {
  for (const { from, to, mode, hosts } of context.lab.files) {
    const content = await readFile(from);
    await Promise.all(
      hosts.map(async (name) => {
        const host = hostOf(context, name);
        try {
          const limit = timeoutMs * host.slowness;
          await host.put({
            path: to,
            container: null,
            content,
            mode,
            owner: null,
            append: false,
            makeFolders: true,
            timeoutMs: limit,
          });
        } catch (error) {
          if (!(error instanceof AskError)) throw error;
          throw new HostBroken(name, `Cannot put ${to} on ${name}: ${error.message}`, { cause: error });
        }
      }),
    );
  }
}
