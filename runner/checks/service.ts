import type * as z from 'zod';
import { keys, name, oneOf } from './fields.ts';
import { look, missing } from './look.ts';
import { perlQuote } from '../hosts/quote.ts';
import { firstLine } from './show.ts';
import type { CheckType, Observation } from './types.ts';

// The values of ActiveState, see org.freedesktop.systemd1(5).
const states = ['active', 'inactive', 'failed', 'activating', 'deactivating', 'reloading'] as const;

const schema = keys({
  service: name('the name of a systemd unit such as `apache2`'),
  state: oneOf(states).default('active'),
});
type Spec = z.infer<typeof schema>;

/** A systemd unit is in a state. */
export const service: CheckType<Spec> = {
  type: 'service',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec) => spec.service,
  expected: (spec) => `service ${spec.service} is ${spec.state}`,
  async ask(spec, context) {
    const code = `
      local $ENV{LC_ALL} = 'C';
      program(qw(systemctl show -p LoadState -p ActiveState -p SubState -p Result --), ${perlQuote(spec.service)})`;
    const { exit, stdout, stderr } = await look(context, { code, view: 'inside' });
    if (exit === 127) throw missing(context, 'has no systemd');
    if (exit !== 0) throw missing(context, `is not answered by its systemd: ${firstLine(stderr)}`);
    return judgeService(spec, stdout);
  },
};

/** Judges what `systemctl show` prints: lines `KEY=VALUE`. */
export function judgeService({ service, state }: Spec, output: string): Observation {
  const property = (key: string) => new RegExp(`^${key}=(.*)$`, 'mu').exec(output)?.[1] ?? '';
  if (property('LoadState') === 'not-found')
    return { holds: false, observed: `there is no service ${service}` };
  const active = property('ActiveState');
  const result = property('Result');
  const details = [property('SubState'), result === 'success' ? '' : result].filter(
    (detail) => !['', active].includes(detail),
  );
  const observed = `service ${service} is ${active}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
  return { holds: active === state, observed };
}
