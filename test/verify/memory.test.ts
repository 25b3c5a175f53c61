import type { CheckOutcome } from '../../runner/checks/poll.ts';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { noMemory, recall, remember, toldBefore } from '../../runner/verify/memory.ts';
import { findUndone, heldNow } from '../../runner/verify/undone.ts';
import type { Verdict } from '../../runner/report/report.ts';
import { check, makeLab } from './lab.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-memory-'));
  vi.stubEnv('XDG_STATE_HOME', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const lab = makeLab([[check('a')]]);
const place = { lab, places: ['host1=local', 'host2=local'] };
const memory = { held: ['a host1'], hint: { check: 'b host1', told: 2 } };
const learners = () => join(folder, 'lab', 'learners');
const files = () => readdirSync(learners());

describe('the memory of a work', () => {
  test('is kept for the same lab and hosts, in any order and any translation', async () => {
    expect(await recall(place)).toEqual(noMemory);
    await remember(place, memory);
    expect(await recall({ lab, places: ['host2=local', 'host1=local'] })).toEqual(memory);
    expect(await recall({ lab: { ...lab, document: 'lab.ja.md' }, places: place.places })).toEqual(memory);
  });

  test('is another one for other hosts, another lab, or one of that name elsewhere', async () => {
    await remember(place, memory);
    expect(await recall({ lab, places: ['host1=local'] })).toEqual(noMemory);
    expect(await recall({ ...place, lab: { ...lab, id: 'other' } })).toEqual(noMemory);
    expect(await recall({ ...place, lab: { ...lab, document: 'elsewhere/lab.md' } })).toEqual(noMemory);
  });

  test('is written whole: no other file stays', async () => {
    await remember(place, memory);
    await Promise.all([1, 2, 3].map((told) => remember(place, { ...memory, hint: { check: 'x', told } })));
    expect(files()).toHaveLength(1);
    expect(JSON.parse(readFileSync(join(learners(), files()[0] ?? ''), 'utf8'))).toMatchObject({
      version: 1,
    });
  });

  test.each(['', '{', 'null', '{"version":2,"held":[],"hint":null}', '{"version":1,"held":"a","hint":null}'])(
    'that is not ours counts as none: %j',
    async (text) => {
      await remember(place, memory);
      writeFileSync(join(learners(), files()[0] ?? ''), text);
      expect(await recall(place)).toEqual(noMemory);
      await remember(place, memory);
      expect(await recall(place)).toEqual(memory);
    },
  );

  test('that cannot be written is no failure', async () => {
    mkdirSync(join(folder, 'lab'));
    writeFileSync(learners(), 'a file where a folder should be');
    await remember(place, memory);
    expect(await recall(place)).toEqual(noMemory);
    expect(readdirSync(join(folder, 'lab'))).toEqual(['learners']);
  });
});

test('hints begin anew where another thing is wrong', () => {
  expect([toldBefore(memory, 'b host1'), toldBefore(memory, 'c host1'), toldBefore(noMemory, 'a')]).toEqual([
    2, 0, 0,
  ]);
});

describe('undone', () => {
  const [a, b, c] = [check('a'), check('b'), check('c')];
  const [two] = [check('a', { host: 'host2' })];
  const held = ['a host1', 'b host1', 'a host2'];
  const verdictsOf = (...verdicts: [ReturnType<typeof check>, Verdict][]) => ({
    verdicts: new Map(verdicts),
    outcomes: new Map<ReturnType<typeof check>, CheckOutcome>(),
  });

  test('is what held and fails now, be it blocked', () => {
    const standing = verdictsOf([a, 'failed'], [b, 'blocked'], [c, 'failed']);
    expect(findUndone(standing, held)).toEqual([a, b]);
  });

  test('is not what is over, holds, or could not be asked', () => {
    expect(findUndone(verdictsOf([a, 'skipped'], [b, 'broken'], [c, 'passed']), held)).toEqual([]);
  });

  test('is not what was left out, and that is remembered as it was', () => {
    const leftOut = {
      expected: '',
      observed: '',
      unanswered: 'no-answer',
      attempts: 0,
      durationMs: 0,
    } as const;
    const standing = {
      ...verdictsOf([a, 'failed'], [b, 'blocked']),
      outcomes: new Map<ReturnType<typeof check>, CheckOutcome>([[b, { verdict: 'failed', ...leftOut }]]),
    };
    expect(findUndone(standing, held)).toEqual([a]);
    expect(heldNow({ lab: makeLab([[a, b]]), ...standing }, held)).toEqual(['b host1']);
  });

  test('a check on two hosts is two', () => {
    expect(findUndone(verdictsOf([a, 'passed'], [two, 'failed']), held)).toEqual([two]);
  });

  test('what could not be asked is remembered as it was', () => {
    const work = makeLab([[a, b, c, two]]);
    const standing = verdictsOf([a, 'failed'], [b, 'broken'], [c, 'passed']);
    expect(heldNow({ lab: work, ...standing }, held)).toEqual(['b host1', 'c host1', 'a host2']);
  });
});
