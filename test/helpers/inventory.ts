import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sshd } from './sshd.ts';

/** Writes an inventory that puts host1 on an sshd; its path. */
export function writeInventory(sshd: Sshd, options: Readonly<Record<string, string>> = {}): string {
  const path = join(sshd.folder, 'inventory.yaml');
  const inventory = { hosts: { host1: sshd.destination }, options: { ...sshd.options, ...options } };
  // JSON is YAML.
  writeFileSync(path, JSON.stringify(inventory));
  return path;
}
