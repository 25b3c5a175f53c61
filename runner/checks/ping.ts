import type * as z from 'zod';
import { isHost } from './endpoint.ts';
import { keys, shown, text } from './fields.ts';
import { type Findings, look } from './look.ts';
import { echoRequest } from './ping-script.ts';
import { firstLine } from './show.ts';
import { type CheckType, CannotAsk, type Observation } from './types.ts';

const expected = 'an address or host name such as `10.0.0.1`';

const schema = keys({
  ping: text(expected).refine(isHost, {
    error: (issue) => `Expected ${expected}, not ${shown(issue.input)}`,
  }),
});
type Spec = z.infer<typeof schema>;

/** An address answers an ICMP echo request. */
export const ping: CheckType<Spec> = {
  type: 'ping',
  hostKey: 'from',
  sequential: false,
  schema,
  subject: (spec) => spec.ping,
  expected: (spec) => `${spec.ping} answers a ping`,
  async ask(spec, context) {
    const limitSeconds = (context.timeoutMs * 0.8) / 1000;
    const code = echoRequest(spec.ping, { limitSeconds });
    return judgePing(spec, await look(context, { code, view: 'network', waits: true }));
  },
};

export function judgePing({ ping }: Spec, { exit, stdout, stderr }: Findings): Observation {
  if (exit === 0) return { holds: true, observed: `${ping} answers` };
  if (exit !== 1) throw new CannotAsk(`Cannot ping: ${firstLine(stderr)}`);
  return { holds: false, observed: `${ping}: ${stdout.trim()}` };
}
