import { type Interface, parseInterfaces } from './ip-json.ts';
import { look } from './look.ts';
import { firstLine } from './show.ts';
import { type AskContext, CannotAsk } from './types.ts';

/** The network interfaces of the host or of the check's container. */
export async function readInterfaces(context: AskContext): Promise<Interface[]> {
  const { exit, stdout, stderr } = await look(context, { code: 'interfaces()', view: 'network' });
  if (exit === 127) throw new CannotAsk(`${context.host.name} has no \`ip\`: install iproute2`);
  if (exit !== 0)
    throw new CannotAsk(`Cannot list the network interfaces of ${context.host.name}: ${firstLine(stderr)}`);
  return parseInterfaces(stdout);
}
