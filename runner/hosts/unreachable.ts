import type { Host, HostBroken, TargetKind } from './host.ts';

/** A host that could not be opened, for those who go on with the others: whatever is asked of it breaks for that reason. */
export function unreachableHost({
  name,
  kind,
  error,
}: {
  name: string;
  kind: TargetKind;
  error: HostBroken;
}): Host {
  const fail = () => Promise.reject(error);
  return {
    name,
    kind,
    slowness: 1,
    openSession: fail,
    run: fail,
    look: fail,
    put: fail,
    get: fail,
    dial: fail,
    openShell: fail,
    openTerminal: fail,
    broken: Promise.resolve(error),
    dispose: () => Promise.resolve(),
  };
}
