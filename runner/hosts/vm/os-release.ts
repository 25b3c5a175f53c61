import { readFile } from 'node:fs/promises';

/** What this machine says it is (os-release(5)). */
export async function readOsRelease(): Promise<{ name: string; isDebian: boolean }> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const value = (key: string) => new RegExp(`^${key}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  return { name: value('PRETTY_NAME') || 'an unknown system', isDebian: value('ID') === 'debian' };
}
