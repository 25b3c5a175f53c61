import { finished, type Readable } from 'node:stream';

/** What the other end says once it has looked around. */
export type StartWord = 'ready' | 'no-sudo' | 'sudo-refuses' | 'no-bash' | 'no-perl';

// Greetings that a shell's start-up files print stand before the word. What is longer is no greeting.
const mostNoise = 1 << 20;

/** Reads up to and with the line `LAB-START WORD`; what comes after it stays in the stream. Null at its end. */
export async function readStartWord(stdout: Readable): Promise<StartWord | null> {
  let heard = '';
  for (;;) {
    const chunk = stdout.read() as Buffer | null;
    if (chunk === null) {
      if (stdout.readableEnded || stdout.destroyed) return null;
      await readableOrEnded(stdout);
      continue;
    }
    heard += chunk.toString('latin1');
    const found = /(?:^|\n)LAB-START ([a-z-]+)\n/.exec(heard);
    if (found) {
      const rest = heard.slice(found.index + found[0].length);
      if (rest !== '') stdout.unshift(Buffer.from(rest, 'latin1'));
      return found[1] as StartWord;
    }
    if (heard.length > mostNoise) return null;
  }
}

function readableOrEnded(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    const stop = finished(stream, { writable: false }, done);
    stream.once('readable', done);
    function done() {
      stop();
      stream.off('readable', done);
      resolve();
    }
  });
}
