/** A message of the agent's protocol: one line, `TYPE ID LENGTH ARGUMENT…`, and LENGTH bytes. */
export interface Frame {
  readonly type: string;
  readonly id: string;
  readonly args: readonly string[];
  readonly payload: Buffer;
}

const empty = Buffer.alloc(0);
const newline = 0x0a;

export function encodeFrame({
  type,
  id,
  args = [],
  payload = empty,
}: {
  type: string;
  id: string;
  args?: readonly (string | number)[];
  payload?: Buffer;
}): Buffer {
  return Buffer.concat([Buffer.from(`${[type, id, payload.length, ...args].join(' ')}\n`), payload]);
}

/** Cuts a byte stream into frames. `push` takes chunks cut anywhere and yields each frame once it is whole. */
export function createFrameDecoder(): { push(chunk: Buffer): Generator<Frame> } {
  let chunks: Buffer[] = [];
  let size = 0;
  let wanted = 0;

  function* push(chunk: Buffer): Generator<Frame> {
    chunks.push(chunk);
    size += chunk.length;
    // A long payload comes in many chunks: they are joined once, when all are there.
    if (size < wanted) return;
    let buffer = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    for (;;) {
      const end = buffer.indexOf(newline);
      if (end === -1) break;
      const [type = '', id = '', length = '', ...args] = buffer.toString('latin1', 0, end).split(' ');
      wanted = end + 1 + Number(length);
      if (!/^\d+$/.test(length))
        throw new TypeError(
          `Expected a frame, not ${JSON.stringify(buffer.toString('latin1', 0, Math.min(end, 80)))}`,
        );
      if (buffer.length < wanted) break;
      const payload = buffer.subarray(end + 1, wanted);
      buffer = buffer.subarray(wanted);
      wanted = 0;
      yield { type, id, args, payload };
    }
    chunks = buffer.length === 0 ? [] : [buffer];
    size = buffer.length;
  }

  return { push };
}
