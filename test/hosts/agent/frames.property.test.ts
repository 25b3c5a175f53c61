import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFrameDecoder, encodeFrame, type Frame } from '../../../runner/hosts/agent/frames.ts';

const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const frame = fc.record({
  type: word,
  id: word,
  args: fc.array(word, { maxLength: 4 }),
  payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
});

/** Cuts a buffer at the given places. */
function cut(buffer: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [
    0,
    ...places.map((place) => place % (buffer.length + 1)).sort((a, b) => a - b),
    buffer.length,
  ];
  return sorted.slice(1).map((end, index) => buffer.subarray(sorted[index], end));
}

test('frames come out as they went in, however the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 8 }),
      fc.array(fc.nat(4000), { maxLength: 20 }),
      (frames, places) => {
        const decoder = createFrameDecoder();
        const stream = Buffer.concat(frames.map(encodeFrame));
        const decoded: Frame[] = cut(stream, places).flatMap((chunk) => [...decoder.push(chunk)]);
        expect(decoded).toEqual(frames);
      },
    ),
    { seed: 20151107 },
  );
});

test('what is no frame is said, not waited for', () => {
  const decoder = createFrameDecoder();
  expect(() => [...decoder.push(Buffer.from('perl: cannot open port\n'))]).toThrow(
    /^Expected a frame, not "perl: cannot/,
  );
});
