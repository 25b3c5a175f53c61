import type { RunEvent } from '../../runner/execute/events.ts';

/** Resolves with the first event of `--reporter json` that is meant, or at the end of the run. */
export function hearEvent(
  stdout: NodeJS.ReadableStream,
  isMeant: (event: RunEvent) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    let text = '';
    stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      if (lines.some((line) => isMeant(JSON.parse(line) as RunEvent))) resolve();
    });
    stdout.on('end', resolve);
  });
}
