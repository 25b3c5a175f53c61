import { randomBytes } from 'node:crypto';
import type { Command, CommandResult, Host } from './host.ts';
import { quote } from './quote.ts';

/** Linux takes 128 KiB for one argument (execve(2)). */
const maxScriptBytes = 64 * 1024;

/**
 * A host that runs commands which are asked for at once in one bash for each place, one after the other, and the same
 * command once. Of a hundred questions most of the time goes into starting a shell for each: measured on an emulated
 * host, 70 ms for bash, 240 ms for one inside a container. And so many at once starve what else runs there.
 */
export function runTogether(host: Host): Host {
  let waiting: Waiting[] = [];
  const flush = () => {
    const calls = waiting;
    waiting = [];
    for (const batch of batchesOf(calls)) void runBatch(host, batch);
  };
  return {
    ...host,
    run: (command) => {
      if (command.stdin !== undefined) return host.run(command);
      return new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ command, resolve, reject });
      });
    },
  };
}

interface Waiting {
  readonly command: Command;
  readonly resolve: (result: CommandResult | Promise<CommandResult>) => void;
  readonly reject: (reason: unknown) => void;
}

/** Commands for one place; those who asked for the same one are together. */
type Batch = readonly (readonly [Waiting, ...Waiting[]])[];

function batchesOf(calls: readonly Waiting[]): Batch[] {
  const places = new Map<string | null, Map<string, [Waiting, ...Waiting[]]>>();
  for (const call of calls) {
    const { container, script } = call.command;
    const scripts = places.get(container) ?? new Map<string, [Waiting, ...Waiting[]]>();
    const same = scripts.get(script);
    if (same) same.push(call);
    else scripts.set(script, [call]);
    places.set(container, scripts);
  }
  return [...places.values()].flatMap((scripts) => split([...scripts.values()]));
}

function split(batch: Batch): Batch[] {
  let bytes = 0;
  let last: Batch[number][] = [];
  const batches = [last];
  for (const same of batch) {
    const own = Buffer.byteLength(quote(same[0].command.script));
    if (bytes + own > maxScriptBytes && last.length > 0) {
      bytes = 0;
      batches.push((last = []));
    }
    bytes += own;
    last.push(same);
  }
  return batches;
}

async function runBatch(host: Host, batch: Batch): Promise<void> {
  const [first] = batch;
  if (!first) return;
  const [{ command }] = first;
  const nonce = randomBytes(8).toString('hex');
  try {
    const script = batch.length === 1 ? command.script : scriptOf(batch, nonce);
    const whole = await host.run({ ...command, script });
    const results = batch.length === 1 ? [whole] : resultsOf(whole, nonce);
    for (const [index, same] of batch.entries()) {
      // The one that ended the shell, or kept it too long, and those after it are asked by themselves.
      const result = results[index] ?? (isUnstarted(whole, results) ? whole : host.run(same[0].command));
      for (const { resolve } of same) resolve(result);
    }
  } catch (error) {
    for (const { reject } of batch.flat()) reject(error);
  }
}

/** What tells where a command's output ends, on both streams: no command knows the nonce. */
const scriptOf = (batch: Batch, nonce: string) => `
ended() { printf '\\0%s %s\\0' ${nonce} "$1"; printf '\\0%s\\0' ${nonce} >&2; }
${batch.map(([{ command }]) => `(eval ${quote(command.script)}); ended "$?"`).join('\n')}
`;

function resultsOf({ stdout, stderr }: CommandResult, nonce: string): CommandResult[] {
  const errors = piecesOf(stderr, nonce);
  return piecesOf(stdout, nonce).map(({ bytes, tail }, index) => ({
    exit: Number(tail),
    stdout: bytes,
    stderr: errors[index]?.bytes ?? Buffer.alloc(0),
    timedOut: false,
  }));
}

/** The pieces before each mark `\0NONCE TAIL\0`. */
function piecesOf(output: Buffer, nonce: string): { bytes: Buffer; tail: string }[] {
  const pieces = [];
  let start = 0;
  for (;;) {
    const mark = output.indexOf(`\0${nonce}`, start);
    const end = mark === -1 ? -1 : output.indexOf(0, mark + 1);
    if (end === -1) return pieces;
    const tail = output.toString('latin1', mark + 1 + nonce.length, end).trim();
    pieces.push({ bytes: output.subarray(start, mark), tail });
    start = end + 1;
  }
}

/** Whether no shell came about at all, as in a container that does not run. */
function isUnstarted({ exit, timedOut }: CommandResult, results: readonly CommandResult[]): boolean {
  return results.length === 0 && exit !== 0 && !timedOut;
}
