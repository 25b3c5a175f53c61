import * as z from 'zod';

/** Something that ShellCheck says of a script. Lines and columns count from 1, columns in characters. */
export interface Finding {
  readonly line: number;
  readonly column: number;
  /** `2086` of `SC2086`. */
  readonly code: number;
  readonly message: string;
}

const outputSchema = z.object({
  comments: z.array(
    z.object({ line: z.number(), column: z.number(), code: z.number(), message: z.string() }),
  ),
});

/** What doesn't hold of the blocks of a lab, whatever their text. */
const excluded = {
  SC1010: 'Bash has parsed the block: this `done` is a word.',
  SC1090: 'The file that is sourced lies on the host.',
  SC1091: 'The same.',
  SC2016: 'What stands in single quotes is often for a shell somewhere else: `lxc-attach -- sh -c`.',
  SC2034: 'A variable may be for the learner, or for what the shell starts.',
  SC2093: 'A block that ends the shell does not end the lab: the next block gets another one.',
  SC2317: 'The same.',
};

const timeoutMs = 20_000;

/** Style is the author’s: from `info` on, for a missing quote is no more to ShellCheck. */
const options = [
  '--norc',
  '--format=json1',
  '--shell=bash',
  '--severity=info',
  `--exclude=${Object.keys(excluded).join(',')}`,
  '-',
];

/**
 * Asks the ShellCheck that is installed, each script once; null where none is, or one that does not know the options
 * (before 0.7 of 2019).
 */
export const createShellCheck = async (): Promise<
  ((script: string) => Promise<readonly Finding[]>) | null
> => {
  const { execa } = await import('execa');
  const call = async (script: string): Promise<readonly Finding[] | null> => {
    const { stdout, exitCode } = await execa('shellcheck', options, {
      input: script,
      // Neither the caller's SHELLCHECK_OPTS nor a locale in which it can't read UTF-8.
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
      extendEnv: false,
      reject: false,
      timeout: timeoutMs,
      maxBuffer: 64 * 1024 * 1024,
    });
    return exitCode === 0 || exitCode === 1 ? outputSchema.parse(JSON.parse(stdout)).comments : null;
  };
  if ((await call('')) === null) return null;
  const asked = new Map<string, Promise<readonly Finding[] | null>>();
  return async (script) => {
    const answer = asked.get(script) ?? call(script);
    asked.set(script, answer);
    // Of what takes it too long it has nothing to say.
    return (await answer) ?? [];
  };
};
