import { readFile } from 'node:fs/promises';
import type { Lab } from '../document/lab.ts';
import { AskError, HostBroken } from '../hosts/host.ts';
import { type RunContext, hostOf } from './context.ts';

const timeoutMs = 60_000;

type LabFile = Lab['files'][number];

/** Puts the lab's files on its hosts. A file that can't be put is the machinery's fault: the parser has seen it. */
export async function putFiles(context: RunContext): Promise<void> {
  const { files } = context.lab;
  if (files.length === 0) return;
  const startedMs = performance.now();
  const names = new Set(files.flatMap(({ hosts }) => hosts));
  await Promise.all(
    [...names].map(async (name) => {
      for (const file of files.filter(({ hosts }) => hosts.includes(name)))
        await putFile(context, name, file);
    }),
  );
  const elapsedMs = Math.round(performance.now() - startedMs);
  context.emit({ event: 'files', count: files.length, elapsedMs });
}

async function putFile(context: RunContext, name: string, { from, to, mode }: LabFile): Promise<void> {
  const content = await readFile(from);
  const host = hostOf(context, name);
  try {
    await host.put({
      path: to,
      container: null,
      content,
      mode,
      owner: null,
      append: false,
      makeFolders: true,
      timeoutMs: timeoutMs * host.slowness,
    });
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    throw new HostBroken(name, `Cannot put ${to} on ${name}: ${error.message}`, { cause: error });
  }
}
