import type { Duplex } from 'node:stream';
import type * as z from 'zod';
import { AskError } from '../hosts/host.ts';
import { endpoint, parseEndpoint } from './endpoint.ts';
import { keys } from './fields.ts';
import { requireContainer } from './look.ts';
import type { AskContext, CheckType } from './types.ts';

const schema = keys({ tcp: endpoint });
type Spec = z.infer<typeof schema>;

/** A port accepts a connection. */
export const tcp: CheckType<Spec> = {
  type: 'tcp',
  hostKey: 'from',
  sequential: false,
  schema,
  subject: (spec) => spec.tcp,
  expected: (spec) => `${spec.tcp} accepts a connection`,
  async ask(spec, context) {
    try {
      (await dial(spec.tcp, context)).destroy();
      return { holds: true, observed: `${spec.tcp} accepts a connection` };
    } catch (error) {
      if (error instanceof AskError)
        return { holds: false, observed: `${spec.tcp}: ${describeDialError(error)}` };
      throw error;
    }
  },
};

/** Connects from the check's host or container to `HOST:PORT`. Rejects with `AskError` as `Host.dial` does. */
export async function dial(target: string, context: AskContext): Promise<Duplex> {
  const { host, container, timeoutMs } = context;
  const address = parseEndpoint(target);
  if (!address) throw new TypeError(`Expected a host and a port, not ${target}`);
  try {
    return await host.dial({ ...address, container, timeoutMs });
  } catch (error) {
    if (error instanceof AskError) await requireContainer(context);
    throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused (nothing listens there)',
  ECONNRESET: 'connection reset',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network is unreachable',
  ENOTFOUND: 'no such host name',
  ETIMEDOUT: 'no answer',
};

/** Why a connection did not come about, for people. */
export const describeDialError = (error: AskError) => reasons[error.code] ?? error.message;
