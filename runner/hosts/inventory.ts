import { existsSync, readFileSync } from 'node:fs';
import { VFile } from 'vfile';
import { problemsOf } from '../document/gather.ts';
import { suggest } from '../document/nearest.ts';
import { validate } from '../document/schema.ts';
import { readYaml } from '../document/yaml.ts';
import { InventoryError } from './inventory-error.ts';
import { type Inventory, inventorySchema } from './inventory-schema.ts';
import { parseTarget, type Target } from './target.ts';

/**
 * Reads `FILE` or `FILE:SET`: where the hosts of labs are, by name. What a set says goes before what the file says of
 * everybody's. Throws InventoryError.
 */
export function readInventory(argument: string): Map<string, Target> {
  const { path, set } = splitArgument(argument);
  const { hosts, sets, options } = parseInventory(path, readText(path));
  const names = Object.keys(sets);
  if (set === null && names.length > 0) {
    throw new InventoryError(
      `${path} has more than one set of hosts\nName one: \`--inventory ${path}:${names[0] ?? 'SET'}\`. ${suggest('', names)}`,
    );
  }
  if (set !== null && !names.includes(set)) {
    throw new InventoryError(`${path} has no set ${set}\n${suggest(set, names)}`);
  }
  const chosen: Inventory['hosts'] = { ...hosts, ...(set === null ? {} : sets[set]) };
  return new Map(Object.entries(chosen).map(([name, host]) => [name, toTarget(host, options)]));
}

/** A file of the whole name goes before a set: colons may stand in a path. */
function splitArgument(argument: string): { path: string; set: string | null } {
  const [, path, set] = /^(.+):([^:/]*)$/s.exec(argument) ?? [];
  return path === undefined || set === undefined || existsSync(argument)
    ? { path: argument, set: null }
    : { path, set };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new InventoryError(`Cannot read the inventory ${path}: ${why}\nGive the path of a YAML file.`, {
      cause,
    });
  }
}

function parseInventory(path: string, text: string): Inventory {
  const file = new VFile({ path });
  const yaml = readYaml({ file, text, locate: (line, column) => ({ line: line + 1, column: column + 1 }) });
  const inventory =
    yaml && validate({ file, yaml, path: [], value: yaml.value ?? {}, schema: inventorySchema });
  if (inventory) return inventory;
  const lines = problemsOf(file).map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
  throw new InventoryError(lines.join('\n'));
}

function toTarget(host: Inventory['hosts'][string], options: Inventory['options']): Target {
  if (typeof host !== 'string') {
    const { ssh: destination, slowness } = host;
    return { kind: 'ssh', destination, options: { ...options, ...host.options }, slowness };
  }
  const target = parseTarget(host);
  if (target === null) throw new TypeError(`Expected a target that the schema has seen, not ${host}`);
  return target.kind === 'ssh' ? { ...target, options } : target;
}
