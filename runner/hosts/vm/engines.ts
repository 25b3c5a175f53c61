import type { EngineName } from '../../report/report.ts';
import type { EngineKind } from './engine-kind.ts';
import { kvm, tcg } from './qemu/index.ts';
import { uml } from './uml/index.ts';

/** The quickest first. */
export const engines: readonly EngineKind[] = [kvm, uml, tcg];

export function engineKind(name: EngineName): EngineKind {
  const kind = engines.find(({ engine }) => engine === name);
  if (!kind) throw new TypeError(`No engine ${name}`);
  return kind;
}
