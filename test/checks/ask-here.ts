import { askLimitMs } from '../../runner/checks/ask.ts';
import type { Observation } from '../../runner/checks/types.ts';
import type { Host } from '../../runner/hosts/host.ts';
import { specOf, typeOf } from './make-check.ts';

/** Asks a real host once, as the poll does. */
export function askHere(
  host: Host,
  type: string,
  keys: Record<string, unknown>,
  { container = null, timeoutMs = askLimitMs }: { container?: string | null; timeoutMs?: number } = {},
): Promise<Observation> {
  return typeOf(type).ask(specOf(type, keys), { host, container, timeoutMs });
}
