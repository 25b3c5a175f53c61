import type { Socket } from 'node:net';
import { AskError } from '../hosts/host.ts';
import { seconds } from './show.ts';
import { describeDialError, dial } from './tcp.ts';
import type { AskContext } from './types.ts';

/** What a server answered. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer, or why there was none. */
export type Attempt = HttpAnswer | { readonly missing: string };

const maxBodyBytes = 1024 * 1024;

/**
 * Asks once, on a connection of its own made on the check's host or in its container's network; a name in the URL is
 * looked up there. Rejects with `AskError` where no answer came within `timeoutMs`.
 */
export async function request(url: URL, context: AskContext): Promise<HttpAnswer> {
  // Bundled, a CommonJS package that is loaded late has nothing but its default export.
  const { Client, errors } = (await import('undici')).default;
  const signal = AbortSignal.timeout(context.timeoutMs);
  let failure: unknown = null;
  let dialled = false;
  const client = new Client(url.origin, {
    connect(_options, callback) {
      // undici connects anew when a request is aborted: a second connection would move a round-robin pointer.
      if (dialled) {
        callback(new Error('One connection a request'), null);
        return;
      }
      dialled = true;
      dial(`${url.hostname}:${url.port || '80'}`, context).then(
        (connection) => {
          if (signal.aborted) connection.destroy();
          // undici's types ask for a Socket; a Duplex has all that it uses.
          callback(null, connection as unknown as Socket);
        },
        (error: unknown) => {
          failure = error;
          callback(error as Error, null);
        },
      );
    },
  });
  try {
    const { statusCode, headers, body } = await client.request({
      path: url.pathname + url.search,
      method: 'GET',
      reset: true,
      signal,
    });
    const flat = Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]);
    return {
      status: statusCode,
      headers: Object.fromEntries(flat) as Record<string, string>,
      body: await readBody(body),
    };
  } catch (error) {
    if (failure instanceof AskError) throw new AskError(failure.code, describeDialError(failure));
    if (failure !== null) throw failure as Error;
    if (signal.aborted) throw new AskError('ETIMEDOUT', `no answer within ${seconds(context.timeoutMs)}`);
    if (error instanceof errors.SocketError)
      throw new AskError('ECONNRESET', 'connection closed without an answer');
    throw new AskError('no-http', `no HTTP answer: ${(error as Error).message}`);
  } finally {
    await client.destroy();
  }
}

async function readBody(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBodyBytes) break;
  }
  return Buffer.concat(chunks).toString();
}
