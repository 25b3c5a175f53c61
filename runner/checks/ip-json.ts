import * as z from 'zod';

/** A network interface as `ip -j addr` or `ip -j -d link` describes it. */
export interface Interface {
  readonly name: string;
  readonly up: boolean;
  /** `bridge`, `veth`, …; null for plain ones and where `-d` was not asked for. */
  readonly kind: string | null;
  /** The bridge or bond it is a port of. */
  readonly master: string | null;
  /** With prefix: `10.0.0.1/24`. */
  readonly addresses: readonly string[];
}

// iproute2 leaves an empty object for what a filter took away.
const entry = z.object({
  ifname: z.string().optional(),
  flags: z.array(z.string()).default([]),
  master: z.string().nullable().default(null),
  linkinfo: z.object({ info_kind: z.string().nullable().default(null) }).default({ info_kind: null }),
  addr_info: z
    .array(z.object({ local: z.string().optional(), prefixlen: z.number().default(0) }))
    .default([]),
});

/** Reads what `ip -j` prints; nothing at all is no interface. */
export function parseInterfaces(json: string): Interface[] {
  if (json.trim() === '') return [];
  return z
    .array(entry)
    .parse(JSON.parse(json))
    .flatMap(({ ifname, flags, master, linkinfo, addr_info }) =>
      ifname === undefined
        ? []
        : [
            {
              name: ifname,
              up: flags.includes('UP'),
              kind: linkinfo.info_kind,
              master,
              addresses: addr_info.flatMap(({ local, prefixlen }) =>
                local === undefined ? [] : [`${local}/${prefixlen}`],
              ),
            },
          ],
    );
}
