/** A process as /proc shows it (proc(5)). */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** `R`, `S`, `Z`, …. */
  readonly state: string;
  /** What the kernel calls it: the first 15 bytes of its program's name. */
  readonly comm: string;
  /** The first word of its command line; empty for threads of the kernel. */
  readonly program: string;
}

/**
 * Prints the id of the asking shell, then for each process its `stat` and the first word of its `cmdline`, each ended
 * by a NUL. Builtins only: a container may have no `ps`, and each further process costs time.
 */
export const listProcesses = String.raw`
printf '%s\0' "$$"
for directory in /proc/[0-9]*; do
  stat= program=
  { IFS= read -r -d '' stat <"$directory/stat"; IFS= read -r -d '' program <"$directory/cmdline"; } 2>/dev/null
  [ -z "$stat" ] || printf '%s\0%s\0' "$stat" "$program"
done`;

/** Reads what `listProcesses` prints; leaves out the asking shell with its children, and what has ended (zombies). */
export function parseProcesses(output: string): Process[] {
  const [self, ...fields] = output.split('\0');
  const all = fields.flatMap((stat, index) =>
    index % 2 === 0 ? parseStat(stat, fields[index + 1] ?? '') : [],
  );
  return all.filter(
    ({ pid, parent, state }) => pid !== Number(self) && parent !== Number(self) && !'ZX'.includes(state),
  );
}

// The name in parentheses may itself hold parentheses, blanks and newlines: it ends at the last one.
function parseStat(stat: string, program: string): Process[] {
  const match = /^(?<pid>\d+) \((?<comm>.*)\) (?<state>\S) (?<parent>\d+) /su.exec(stat)?.groups;
  if (!match) return [];
  const { pid, comm = '', state = '', parent } = match;
  return [{ pid: Number(pid), parent: Number(parent), state, comm, program }];
}

/** Whether a process goes by a name: the kernel's, or the file name of what it was started as (a login shell's `-`, a daemon's `name:` title). */
export function isNamed({ comm, program }: Process, name: string): boolean {
  if (comm === name) return true;
  const started = program.split(/[\s:]/u, 1)[0]?.replace(/^-/u, '').split('/').at(-1);
  return started === name;
}
