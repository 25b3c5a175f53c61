import { execa } from 'execa';

/** What the ssh of this machine calls itself, such as `OpenSSH_9.2p1`; null where there is none. */
export async function sshVersion(): Promise<string | null> {
  const { code, stderr } = await execa('ssh', ['-V'], { reject: false, stdin: 'ignore' });
  return code === 'ENOENT' ? null : (stderr.split(/[ ,]/)[0] ?? '');
}
