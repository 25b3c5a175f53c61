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

/** Prints the id of who asks, then for each process its `stat` and the first word of its `cmdline`, each ended by a NUL. */
export const listProcesses = String.raw`
my @found = ($$);
opendir my $all, '/proc' or return (1, '', "/proc: $!");
for my $pid (grep { /\A\d+\z/ } readdir $all) {
  my $stat = read_file("/proc/$pid/stat") // next;
  my ($program) = split /\0/, read_file("/proc/$pid/cmdline") // '';
  push @found, $stat, $program // '';
}
return (0, join "\0", @found, '');`;

/** Reads what `listProcesses` prints; leaves out who asks with its children, and what has ended (zombies). */
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
