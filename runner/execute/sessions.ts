import type { Lab, ShellBlock, Step } from '../document/lab.ts';
import type { Host, Session } from '../hosts/host.ts';

/** The sessions of a run: one a host, and one a container of it. */
export interface Sessions {
  /** The session of that place, opened when first asked for, and afresh once its bash has gone. */
  at(place: { host: Host; container: string | null }): Promise<{ session: Session; fresh: boolean }>;
  /** Ends them, except on virtual machines: there they wait for whoever goes on with the lab. */
  dispose(): Promise<void>;
}

export function createSessions({ steps }: Pick<Lab, 'steps'>): Sessions {
  const open = new Map<string, { host: Host; opening: Promise<Session> }>();
  return {
    at: async ({ host, container }) => {
      const key = `${host.name} ${container ?? ''}`;
      const session = await open.get(key)?.opening.catch(() => null);
      if (session && !session.closed) return { session, fresh: false };
      const document = blocksAt(steps, { host, container });
      const opening = host.openSession({ container, document });
      open.set(key, { host, opening });
      return { session: await opening, fresh: session !== undefined };
    },
    dispose: async () => {
      const ending = [...open.values()].filter(({ host }) => host.kind !== 'vm');
      await Promise.allSettled(ending.map(async ({ opening }) => (await opening).dispose()));
    },
  };
}

function blocksAt(steps: readonly Step[], place: { host: Host; container: string | null }): ShellBlock[] {
  return steps
    .flatMap(({ items }) => items)
    .filter((item) => item.kind === 'shell')
    .filter(({ hosts, container }) => hosts.includes(place.host.name) && container === place.container);
}
