import type * as z from 'zod';
import { endpoint, parseEndpoint } from './endpoint.ts';
import { keys, text, textMatch } from './fields.ts';
import { type Findings, look } from './look.ts';
import { perlQuote } from '../hosts/quote.ts';
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
    return judgeUdp(spec, await look(context, { code: code(spec, context), view: 'network' }), context);
  },
};

const timedOut = 124; // as timeout(1) ends
const limitMs = ({ timeoutMs }: Pick<AskContext, 'timeoutMs'>) => timeoutMs * 0.8;

function code({ udp, send }: Spec, context: AskContext): string {
  const { host, port } = parseEndpoint(udp) ?? { host: '', port: 0 };
  return `
my ($error, $info) = Socket::getaddrinfo(${perlQuote(host)}, ${port}, { socktype => SOCK_DGRAM });
return (1, '', "$error") if $error;
socket my $socket, $info->{family}, SOCK_DGRAM, 0 or return (2, '', "socket: $!");
connect $socket, $info->{addr} or return (1, '', "$!");
defined send $socket, ${perlQuote(send)}, 0 or return (1, '', "$!");
vec(my $ready = '', fileno $socket, 1) = 1;
select $ready, undef, undef, ${limitMs(context) / 1000} or return ${timedOut};
defined recv $socket, my $text, 65535, 0 or return (1, '', "$!");
return (0, $text);`;
}

export function judgeUdp(
  spec: Spec,
  { exit, stdout, stderr }: Findings,
  context: Pick<AskContext, 'timeoutMs'>,
): Observation {
  if (exit === timedOut) return { holds: false, observed: `no answer within ${seconds(limitMs(context))}` };
  if (exit === 2) throw new CannotAsk(`Cannot send a datagram: ${stderr}`);
  if (exit !== 0) return { holds: false, observed: `${spec.udp}: ${stderr}` };
  return {
    holds: isMatch(spec.expect, stdout),
    observed: `the answer is${describeActual(spec.expect, stdout)}`,
  };
}
