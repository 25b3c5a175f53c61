import type { Found, Look } from '../host.ts';
import { start } from './command.ts';
import type { Connection } from './connection.ts';

interface Asked {
  readonly look: Look;
  readonly resolve: (found: Found | Promise<Found>) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Answers looks, those that are asked for at once by one fork of the agent, one after the other: of a hundred questions
 * most of the time would go into starting a program for each (measured on an emulated host, 30 ms for a fork of the
 * agent, 95 ms for bash, 260 ms for a bash inside a container).
 */
export function createLook(connection: Connection): (look: Look) => Promise<Found> {
  let waiting: Asked[] = [];
  const flush = () => {
    const asked = waiting;
    waiting = [];
    void answer(connection, asked);
  };
  return (look) =>
    look.waits
      ? alone(connection, look)
      : new Promise((resolve, reject) => {
          if (waiting.length === 0) setImmediate(flush);
          waiting.push({ look, resolve, reject });
        });
}

function alone(connection: Connection, look: Look): Promise<Found> {
  return new Promise((resolve, reject) => void answer(connection, [{ look, resolve, reject }]));
}

async function answer(connection: Connection, asked: readonly Asked[]): Promise<void> {
  const looks = asked.map(({ look }) => ({
    view: look.view,
    texts: [look.container ?? '', look.code].map((text) => Buffer.from(text)),
  }));
  const timeoutMs = Math.ceil(Math.max(...asked.map(({ look }) => look.timeoutMs)));
  const args = looks.flatMap(({ view, texts }) => [view, ...texts.map(({ length }) => length)]);
  try {
    const { stdout, stderr, exit, timedOut } = await start(connection, {
      type: 'look',
      payload: Buffer.concat(looks.flatMap(({ texts }) => texts)),
      args: [timeoutMs, ...args],
    });
    const found = readAnswers(stdout);
    const none = { isThere: true, exit: exit || 1, stdout: '', stderr: stderr.toString(), timedOut };
    for (const [index, each] of asked.entries())
      // The one that took too long, and those after it, are asked by themselves.
      each.resolve(found.get(index) ?? (asked.length === 1 ? none : alone(connection, each.look)));
  } catch (error) {
    for (const { reject } of asked) reject(error);
  }
}

/** Lines `NUMBER STATUS LENGTH LENGTH`, each with so many bytes behind it; what is not whole is left out. */
function readAnswers(output: Buffer): Map<number, Found> {
  const answers = new Map<number, Found>();
  for (let start = 0; ;) {
    const end = output.indexOf('\n', start);
    const [number = -1, status = -1, ...lengths] = output
      .toString('latin1', start, end)
      .split(' ')
      .map(Number);
    const [middle, next] = [end + 1 + (lengths[0] ?? 0), end + 1 + (lengths[0] ?? 0) + (lengths[1] ?? 0)];
    if (end === -1 || next > output.length) return answers;
    answers.set(number, {
      isThere: status >= 0,
      exit: status,
      stdout: output.toString('utf8', end + 1, middle),
      stderr: output.toString('utf8', middle, next),
      timedOut: false,
    });
    start = next;
  }
}
