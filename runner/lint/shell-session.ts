import type { ShellBlock } from '../document/lab.ts';

/** The blocks of one shell as one script, for a reader or a program that wants them all. */
export interface SessionScript {
  readonly text: string;
  /** Of each line from the first, which block it is of and which line there, from 0; null for what stands in none. */
  readonly origins: readonly (Origin | null)[];
}

export interface Origin {
  readonly block: ShellBlock;
  readonly line: number;
}

/** A block stops where `set -e` would, so that whoever reads the script takes failures for handled. */
export const scriptOf = (blocks: readonly ShellBlock[]): SessionScript => {
  const lines: string[] = ['set -e'];
  const origins: (Origin | null)[] = [null];
  for (const block of blocks) {
    for (const [line, text] of block.text.split('\n').entries()) {
      lines.push(text);
      origins.push({ block, line });
    }
  }
  return { text: `${lines.join('\n')}\n`, origins };
};

/** The blocks by the shells that run them, one for each host and each container, in their order. */
export const sessionsOf = (blocks: readonly ShellBlock[]): ShellBlock[][] => {
  const sessions = new Map<string, ShellBlock[]>();
  for (const block of blocks) {
    for (const host of block.hosts) {
      const key = JSON.stringify([host, block.container]);
      sessions.set(key, [...(sessions.get(key) ?? []), block]);
    }
  }
  return [...sessions.values()];
};
