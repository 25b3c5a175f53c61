import type { Host, Session } from '../hosts/host.ts';

/** The sessions of a run: one a host, and one a container of it. */
export interface Sessions {
  /** The session of that place, opened when first asked for, and afresh once its bash has gone. */
  at(place: { host: Host; container: string | null }): Promise<{ session: Session; fresh: boolean }>;
  dispose(): Promise<void>;
}

export function createSessions(): Sessions {
  const open = new Map<string, Promise<Session>>();
  return {
    at: async ({ host, container }) => {
      const key = `${host.name} ${container ?? ''}`;
      const known = open.get(key);
      const session = await known?.catch(() => null);
      if (session && !session.closed) return { session, fresh: false };
      const next = host.openSession({ container });
      open.set(key, next);
      return { session: await next, fresh: session !== undefined };
    },
    dispose: async () => {
      await Promise.allSettled([...open.values()].map(async (session) => (await session).dispose()));
    },
  };
}
