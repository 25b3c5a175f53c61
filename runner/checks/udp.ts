import type * as z from 'zod';
import { endpoint, parseEndpoint } from './endpoint.ts';
import { keys, text, textMatch } from './fields.ts';
import { type Findings, lookIntoNetwork } from './look.ts';
import { quote } from '../hosts/quote.ts';
import { seconds, show } from './show.ts';
import { describeActual, describeMatch, isMatch } from './text-match.ts';
import { CannotAsk, type AskContext, type CheckType, type Observation } from './types.ts';

const schema = keys({
  udp: endpoint,
  send: text('the text to send'),
  expect: textMatch,
});
type Spec = z.infer<typeof schema>;

/** A datagram is answered with a datagram. */
export const udp: CheckType<Spec> = {
  type: 'udp',
  hostKey: 'from',
  sequential: true,
  schema,
  subject: (spec) => spec.udp,
  expected: (spec) => `${spec.udp} answers${show(spec.send)} with a text that ${describeMatch(spec.expect)}`,
  async ask(spec, context) {
    return judgeUdp(
      spec,
      await lookIntoNetwork(context, { script: script(spec, context), stdin: spec.send }),
      context,
    );
  },
};

const timedOut = 124; // timeout(1)
const limitMs = ({ timeoutMs }: Pick<AskContext, 'timeoutMs'>) => timeoutMs * 0.8;

// `dd` makes one datagram of one write and takes one for one read; bash's own `printf` would send each line by itself.
const exchange = (path: string) =>
  `exec 3<>${path} && dd bs=65507 iflag=fullblock status=none >&3 && dd bs=65507 count=1 status=none <&3`;

function script({ udp }: Spec, context: AskContext): string {
  const { host, port } = parseEndpoint(udp) ?? { host: '', port: 0 };
  return `inside timeout ${limitMs(context) / 1000} bash -c ${quote(exchange(quote(`/dev/udp/${host}/${port}`)))}`;
}

export function judgeUdp(
  spec: Spec,
  { exit, stdout, stderr }: Findings,
  context: Pick<AskContext, 'timeoutMs'>,
): Observation {
  if (exit === timedOut) return { holds: false, observed: `no answer within ${seconds(limitMs(context))}` };
  if (exit === 127) throw new CannotAsk('Cannot send a datagram: `timeout` or `dd` is missing (coreutils)');
  const reason = /: ([^:\n]+)\n*$/u.exec(stderr)?.[1] ?? `status ${exit}`;
  if (exit !== 0) return { holds: false, observed: `${spec.udp}: ${reason}` };
  return {
    holds: isMatch(spec.expect, stdout),
    observed: `the answer is${describeActual(spec.expect, stdout)}`,
  };
}
