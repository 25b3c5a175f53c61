import { isIP } from 'node:net';
import { Duplex } from 'node:stream';
import { AskError, type DialAddress } from '../host.ts';
import { quote } from '../quote.ts';
import type { Connection } from './connection.ts';
import { deferred } from '../../deferred.ts';
import { runCommand } from './command.ts';

/** A TCP connection that the agent makes, as a stream of ours. */
export async function dial(connection: Connection, address: DialAddress): Promise<Duplex> {
  const numeric = isIP(address.host) === 0 ? await resolveName(connection, address) : address.host;
  const { promise, resolve, reject } = deferred<Duplex>();
  // Of a connection that is broken already, its exchange hears before it has an id.
  let id = '';
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      connection.send({ type: 'data', id, payload: chunk });
      done();
    },
    final: (done) => {
      connection.send({ type: 'eof', id });
      done();
    },
    destroy: (error, done) => {
      connection.send({ type: 'hang', id });
      connection.end(id);
      done(error);
    },
  });
  // Nobody may hold it yet when it breaks; whoever does hears of it as well.
  stream.on('error', () => undefined);
  id = connection.begin({
    onFrame: ({ type, payload }) => {
      if (type === 'dialed') resolve(stream);
      else if (type === 'data') stream.push(payload);
      else if (type === 'eof') stream.push(null);
      else if (type === 'refused') {
        const code = payload.toString();
        connection.end(id);
        reject(new AskError(code, `Cannot connect to ${address.host} port ${address.port}: ${code}`));
      }
    },
    onBroken: (reason) => {
      reject(reason);
      stream.destroy(reason);
    },
  });
  connection.send({
    type: 'dial',
    id,
    payload: Buffer.from(`${numeric}\0${address.container ?? ''}`),
    args: [address.port, Math.ceil(address.timeoutMs)],
  });
  return promise;
}

/** The first address of a name, as the place that asks knows it. */
async function resolveName(
  connection: Connection,
  { host, container, timeoutMs }: DialAddress,
): Promise<string> {
  const script = `getent ahosts -- ${quote(host)}`;
  const { stdout } = await runCommand(connection, { script, container, timeoutMs });
  const [address] = stdout.toString().split(/\s/, 1);
  if (!address) throw new AskError('ENOTFOUND', `Cannot find an address of ${host}`);
  return address;
}
