import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';

/** Something that virtual machines need of this machine. */
export interface Requirement {
  /** The Debian package that brings it; null where a command mends it instead. */
  readonly package: string | null;
  /** What it is for, after the package's name. */
  readonly why: string;
  /** A command, as root, that mends it where no package does. */
  readonly command: string | null;
  readonly present: boolean;
}

const programs = [
  { program: 'qemu-system-x86_64', package: 'qemu-system-x86', why: 'runs the virtual machines' },
  { program: 'qemu-img', package: 'qemu-utils', why: 'makes their disks' },
  { program: 'vde_switch', package: 'vde2', why: 'joins them to networks without root' },
  { program: 'mmdebstrap', package: 'mmdebstrap', why: 'builds their file tree from Debian packages' },
  { program: 'mke2fs', package: 'e2fsprogs', why: 'makes disk images without mounting them' },
  { program: 'setpriv', package: 'util-linux', why: 'ends them with the program' },
  { program: 'lz4', package: 'lz4', why: 'packs their memory when they are saved' },
  { program: 'flock', package: 'util-linux', why: 'keeps two builds apart' },
  { program: 'perl', package: 'perl-base', why: 'runs the agent' },
] as const;

/** All that is needed, for root or for the user who asks, and whether it is there. */
export async function requirements(): Promise<Requirement[]> {
  const found = await Promise.all(
    programs.map(async ({ program, ...entry }) => ({
      ...entry,
      command: null,
      present: await isProgram(program),
    })),
  );
  return process.getuid?.() === 0 ? found : [...found, ...(await requirementsOfUser())];
}

/** Without root mmdebstrap works in a user namespace, which takes a range of user ids of one's own (subuid(5)). */
async function requirementsOfUser(): Promise<Requirement[]> {
  const { username } = userInfo();
  const why = 'builds images without root';
  return [
    { package: 'uidmap', why, command: null, present: await isProgram('newuidmap') },
    {
      package: null,
      why: `a range in /etc/subuid and /etc/subgid: ${why}`,
      command: `usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${username}`,
      present: (await hasRange('/etc/subuid', username)) && (await hasRange('/etc/subgid', username)),
    },
  ];
}

async function isProgram(name: string): Promise<boolean> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  for (const folder of folders) {
    try {
      await access(join(folder, name), constants.X_OK);
      return true;
    } catch {
      continue;
    }
  }
  return false;
}

async function hasRange(file: string, user: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').some((line) => line.startsWith(`${user}:`));
}
