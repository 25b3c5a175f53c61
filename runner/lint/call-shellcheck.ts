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
    z.object({
      file: z.string(),
      line: z.number(),
      column: z.number(),
      code: z.number(),
      message: z.string(),
    }),
  ),
});

const readComments = (json: string) => {
  try {
    return outputSchema.parse(JSON.parse(json)).comments;
  } catch {
    // No ShellCheck that is known here writes that.
    return null;
  }
};

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
];

/**
 * Hands over the scripts on its standard input, each ended by NUL, as here-documents: those are pipes or files without
 * a name, which nobody who is killed leaves behind. Prints what they are called first, in order.
 */
const handOver = `
names=()
while IFS= read -r -d '' script; do
  exec {number}<<<"$script"
  names+=("/dev/fd/$number")
done
printf '%s\\n' "\${names[*]}"
exec shellcheck "$@" "\${names[@]}"
`;

/** Statuses of bash where there is no such program, of ShellCheck before 0.7 (2019), which knows no json1. */
const unusable: ReadonlySet<number | undefined> = new Set([126, 127, 3, 4]);

/**
 * What one process of ShellCheck says of scripts, a list for each; null where it could not tell, as where they take it
 * too long, and `missing` where there is no ShellCheck that can be used. Never rejects.
 */
export const callShellCheck = async (scripts: readonly string[]): Promise<Finding[][] | 'missing' | null> => {
  const { execa } = await import('execa');
  const { stdout, exitCode } = await execa(
    'bash',
    ['--norc', '--noprofile', '-c', handOver, 'bash', ...options],
    {
      input: scripts.map((script) => `${script}\0`).join(''),
      // Neither the caller's SHELLCHECK_OPTS nor a locale in which it can't read UTF-8.
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
      extendEnv: false,
      reject: false,
      timeout: timeoutMs,
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (unusable.has(exitCode)) return 'missing';
  if (exitCode !== 0 && exitCode !== 1) return null;
  const [names = '', json = ''] = stdout.split('\n', 2);
  const comments = readComments(json);
  if (comments === null) return 'missing';
  return names.split(' ').map((name) => comments.filter(({ file }) => file === name));
};
