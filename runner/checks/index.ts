import { address } from './address.ts';
import { bridge } from './bridge.ts';
import { command } from './command.ts';
import { container } from './container.ts';
import { file } from './file.ts';
import { http } from './http.ts';
import { iptables } from './iptables.ts';
import { ipvs } from './ipvs.ts';
import { module } from './module.ts';
import { ping } from './ping.ts';
import { process } from './process.ts';
import { service } from './service.ts';
import { tcp } from './tcp.ts';
import { udp } from './udp.ts';
import type { CheckType } from './types.ts';

const table: readonly CheckType[] = [
  address,
  bridge,
  command,
  container,
  file,
  http,
  iptables,
  ipvs,
  module,
  ping,
  process,
  service,
  tcp,
  udp,
];

/** The check types of a lab, by the key that names each; sorted by name. */
export const checkTypes: ReadonlyMap<string, CheckType> = new Map(table.map((type) => [type.type, type]));
