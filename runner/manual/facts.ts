/** What the manual says that no command says of itself. In backquotes: what is typed. */

export const introduction = [
  'A lab is one Markdown document: a tutorial, whose commands `lab` runs on real virtual machines. It compares what they print with what the document shows, and checks that each step did what it says. A level-2 heading of the document starts a step.',
  'LAB is a path, or a file name looked up in `labs/`, here or in the nearest folder above that has one, with or without `.md`. STEP is the id of a step; `lab list` shows them. HOST is a host of the lab. TARGET is `vm`, a virtual machine; `local`, this very machine; or `ssh:DESTINATION`, with a destination as ssh(1) takes it. Hosts are virtual machines unless something else is asked for.',
];

/** Every variable that the program reads. */
export const environment: Readonly<Record<string, string>> = {
  CI: 'Where it is `true`, Debian packages that are missing are installed without a question, as --yes does.',
  GITHUB_STEP_SUMMARY: 'The file that `--reporter github` adds its table of labs to.',
  GITHUB_WORKSPACE: 'The folder that its annotations name documents from; else the working directory.',
  NO_COLOR: 'Where it is set and not empty, nothing is coloured.',
  PATH: 'Where the programs are looked for that virtual machines need; /usr/sbin and /sbin are looked through besides.',
  TERM: 'What kind of terminal `lab shell` is to open.',
  XDG_CACHE_HOME: 'In place of ~/.cache.',
  XDG_RUNTIME_DIR: 'In place of /tmp for the folders of runs, where it is short enough for sockets.',
  XDG_STATE_HOME: 'In place of ~/.local/state.',
};

export const files: Readonly<Record<string, string>> = {
  'labs/': 'Documents, looked up by name.',
  'content/': 'Files that labs put on hosts.',
  '~/.cache/lab/':
    'Images, package mirrors, checkpoints, downloads and measurements, each under the hash of what it is made from; disks of hosts. `lab clean` says how much it takes, `lab clean --all` empties it.',
  '~/.local/state/lab/failures/': 'What was found on the hosts of the last 20 failures.',
  '~/.local/state/lab/learners/': 'What `lab verify` and `lab hint` said last.',
  '$XDG_RUNTIME_DIR/lab-UID/':
    'Sockets and logs of runs and of labs that are up, as long as they are; /tmp/lab-UID without it.',
};

/** What is said, then the lines that do it. */
export const examples: readonly (readonly [string, ...string[]])[] = [
  ['Run a lab, as its author and CI do:', 'lab run 01-lxc-basics'],
  [
    'Work through it, and ask how far you are:',
    'lab up 01-lxc-basics',
    'lab shell',
    'lab verify',
    'lab hint',
    'lab down',
  ],
  [
    'Write one: each save is run from the first change on; then see whether its checks mean something.',
    'lab dev my-lab.md',
    'lab audit my-lab.md',
  ],
];

export const related: readonly (readonly [string, number])[] = [
  ['bash', 1],
  ['groff_man', 7],
  ['qemu-system-x86_64', 1],
  ['ssh', 1],
  ['ssh_config', 5],
];
