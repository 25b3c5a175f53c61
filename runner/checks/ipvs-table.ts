/** One virtual service of `/proc/net/ip_vs`. Endpoints are written `10.0.0.100:80` or `[fd00::1]:80`. */
export interface VirtualService {
  readonly protocol: string;
  readonly endpoint: string;
  readonly scheduler: string;
  readonly servers: readonly RealServer[];
}

export interface RealServer {
  readonly endpoint: string;
  /** `route`, `masq`, `tunnel`, `local` or `bypass`. */
  readonly forward: string;
  readonly weight: number;
}

/**
 * Reads `/proc/net/ip_vs`: addresses and ports are in hexadecimal there, IPv6 in brackets (ip_vs_info_seq_show in
 * net/netfilter/ipvs/ip_vs_ctl.c). Services by firewall mark have no address and are left out.
 */
export function parseIpvsTable(table: string): VirtualService[] {
  const services: (VirtualService & { servers: RealServer[] })[] = [];
  for (const line of table.split('\n')) {
    const [protocol = '', at = '', scheduler = ''] = line.trim().split(/\s+/u);
    const [, , forward = '', weight] = line.trim().split(/\s+/u);
    if (protocol === '->' && isEndpoint(at)) {
      services.at(-1)?.servers.push({
        endpoint: readEndpoint(at),
        forward: forward.toLowerCase(),
        weight: Number(weight),
      });
    } else if (isEndpoint(at)) {
      services.push({ protocol, endpoint: readEndpoint(at), scheduler, servers: [] });
    } else if (protocol === 'FWM') {
      services.push({ protocol, endpoint: at, scheduler, servers: [] });
    }
  }
  return services.filter(({ protocol }) => protocol !== 'FWM');
}

const isEndpoint = (source: string) => /^([0-9A-F]{8}|\[[\da-f:]+\]):[0-9A-F]{4}$/u.test(source);

function readEndpoint(source: string): string {
  const colon = source.lastIndexOf(':');
  const [address, port] = [source.slice(0, colon), Number.parseInt(source.slice(colon + 1), 16)];
  if (address.startsWith('[')) return `${new URL(`http://${address}`).hostname}:${port}`;
  return `${[...Buffer.from(address, 'hex')].join('.')}:${port}`;
}
