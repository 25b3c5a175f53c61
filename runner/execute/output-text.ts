/** Who follows a run sees this much of a block's output whole; of what comes then, the end of each chunk. */
export const shownWhole = 4 << 20;
const shownEnd = 1024;

/**
 * Gathers what a block prints, as text. Chunks may be cut inside a character; invalid UTF-8 becomes U+FFFD. What is
 * longer than `limit` characters keeps its beginning and its end: a runaway block must not take the runner's memory.
 */
export interface OutputText {
  /** What to show of the chunk at once: all of it, but for a flood. */
  add(chunk: Buffer): string;
  /** Once nothing more comes: what is to be shown of a character that was cut off. */
  end(): string;
  text(): string;
}

export function createOutputText({ limit = 64 << 20 }: { limit?: number } = {}): OutputText {
  const decoder = new TextDecoder();
  const head: string[] = [];
  const tail: string[] = [];
  let headLength = 0;
  let tailLength = 0;
  let dropped = 0;
  const shown = (text: string) =>
    headLength + tailLength + dropped > shownWhole ? text.slice(-shownEnd) : text;
  return {
    add: (chunk) => {
      const text = decoder.decode(chunk, { stream: true });
      if (headLength < limit / 2) {
        head.push(text);
        headLength += text.length;
        return shown(text);
      }
      tail.push(text);
      tailLength += text.length;
      while (tailLength - (tail[0]?.length ?? 0) > limit / 2) {
        const { length } = tail.shift() ?? '';
        tailLength -= length;
        dropped += length;
      }
      return shown(text);
    },
    end: () => {
      const rest = decoder.decode();
      tail.push(rest);
      return rest;
    },
    text: () => {
      const gap = dropped > 0 ? [`\n[lab: ${dropped} characters left out here]\n`] : [];
      return [...head, ...gap, ...tail].join('');
    },
  };
}
