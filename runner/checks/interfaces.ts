import { type Interface, parseInterfaces } from './ip-json.ts';
import { lookIntoNetwork } from './look.ts';
import { firstLine } from './show.ts';
import { type AskContext, CannotAsk } from './types.ts';

/** The network interfaces of the host or of the check's container: with addresses, or with what they are and belong to. */
export async function readInterfaces(context: AskContext, about: 'addr' | 'link'): Promise<Interface[]> {
  const { exit, stdout, stderr } = await lookIntoNetwork(context, { script: `inside ip -j -d ${about}` });
  if (exit === 127) throw new CannotAsk(`${context.host.name} has no \`ip\`: install iproute2`);
  if (exit !== 0)
    throw new CannotAsk(`Cannot list the network interfaces of ${context.host.name}: ${firstLine(stderr)}`);
  return parseInterfaces(stdout);
}
