import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeHttp } from '../../runner/checks/http-judge.ts';
import { findResponder, isAlternating, isDistributed } from '../../runner/checks/turns.ts';

const answer = (body: string, status = 200, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body,
});
const silent = { missing: 'no answer within 2.5 s' };
const from = (...names: string[]) =>
  names.map((name) => (name === '-' ? silent : answer(`<h1>It works on ${name}!</h1>`)));
const http = 'http://10.0.0.100/';

describe('one request', () => {
  test.each([
    [{}, answer('x', 404), true, 'answered with status 404'],
    [
      { status: 200, body: 'x', headers: { Server: { contains: 'Apache' } } },
      answer('x\n', 200, { server: 'Apache/2.4' }),
      true,
      'answered with status 200',
    ],
    [{ status: 200 }, answer('x', 503), false, 'status 503'],
    [{ body: 'x' }, answer('y\n'), false, 'body is `y`'],
    [{ headers: { Server: 'x' } }, answer(''), false, 'no header Server'],
    [{ headers: { Server: 'x' } }, answer('', 200, { server: 'y' }), false, 'header Server is `y`'],
    [
      {},
      { missing: 'connection refused (nothing listens there)' },
      false,
      'connection refused (nothing listens there)',
    ],
  ])('%j', (keys, attempt, holds, observed) => {
    expect(judgeHttp({ http, ...keys }, [attempt])).toEqual({ holds, observed });
  });
});

describe('several requests', () => {
  const turns = { http, requests: 4, alternates: ['web1', 'web2'] };
  const spread = { http, requests: 4, distribution: { web1: 3, web2: 1 } };

  test.each([
    [turns, from('web2', 'web1', 'web2', 'web1'), true, 'answered in this order: web2 web1 web2 web1'],
    [turns, from('web1', 'web2', 'web2', 'web1'), false, 'answered in this order: web1 web2 web2 web1'],
    [turns, from('web1', 'web1', 'web1', 'web1'), false, 'answered in this order: web1 web1 web1 web1'],
    [
      turns,
      from('web1', '-', 'web1', 'web2'),
      false,
      'answered in this order: web1 - web1 web2\nanswer 2 of 4: no answer within 2.5 s',
    ],
    [turns, from('web1', 'web3', 'web1', 'web2'), false, 'answered in this order: web1 ? web1 web2'],
    [
      spread,
      from('web1', 'web1', 'web2', 'web1'),
      true,
      'answered in this order: web1 web1 web2 web1 (web1 3 times, web2 1 time)',
    ],
    [
      spread,
      from('web1', 'web1', 'web2', 'web2'),
      false,
      'answered in this order: web1 web1 web2 web2 (web1 2 times, web2 2 times)',
    ],
    [
      { ...spread, tolerance: 1 },
      from('web1', 'web1', 'web2', 'web2'),
      true,
      'answered in this order: web1 web1 web2 web2 (web1 2 times, web2 2 times)',
    ],
    [
      { ...spread, tolerance: 1 },
      from('web1', 'web1', 'web2', '-'),
      false,
      'answered in this order: web1 web1 web2 - (web1 2 times, web2 1 time, - 1 time)\nanswer 4 of 4: no answer within 2.5 s',
    ],
    [{ http, requests: 2, status: 200 }, [answer('a'), answer('b', 500)], false, 'answer 2 of 2: status 500'],
  ])('%j', (spec, attempts, holds, observed) => {
    expect(judgeHttp(spec, attempts)).toEqual({ holds, observed });
  });

  test('by a header', () => {
    const attempts = ['web1', 'web2'].map((name) => answer('web1 web2', 200, { 'x-served-by': name }));
    expect(
      judgeHttp({ http, requests: 2, alternates: ['web1', 'web2'], by: 'header:X-Served-By' }, attempts)
        .holds,
    ).toBe(true);
    expect(judgeHttp({ http, requests: 2, alternates: ['web1', 'web2'] }, attempts).observed).toBe(
      'answered in this order: ? ?',
    );
  });
});

describe('who answered', () => {
  test.each([
    ['I am web1.', 'web1'],
    ['web1.example.com', 'web1'],
    ['web10', '?'],
    ['myweb1', '?'],
    ['web1 and web2', '?'],
    ['', '?'],
    ['これはweb1です', 'web1'],
    ['<b>web2</b>', 'web2'],
  ])('%s: %s', (text, name) => {
    expect(findResponder(text, ['web1', 'web2'])).toBe(name);
  });

  test('any rotation alternates; one answer swapped for another does not', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(names, fc.nat(9), fc.integer({ min: 6, max: 20 }), fc.nat(19), (list, start, count, at) => {
        const sequence = Array.from(
          { length: count },
          (_, index) => list[(start + index) % list.length] ?? '',
        );
        expect(isAlternating(sequence, list)).toBe(true);
        expect(isAlternating(sequence.with(at % count, '-'), list)).toBe(false);
        expect(isAlternating(sequence.with(at % count, sequence[(at + 1) % count] ?? ''), list)).toBe(
          sequence[at % count] === sequence[(at + 1) % count],
        );
      }),
    );
  });

  test('order does not matter to a distribution, each further request does', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), fc.nat(2), (one, two, tolerance) => {
        const responders = [...Array<string>(one).fill('a'), ...Array<string>(two).fill('b')];
        const wanted = { distribution: { a: one, b: two }, tolerance };
        expect(isDistributed(responders.toReversed(), wanted)).toBe(true);
        expect(isDistributed([...responders, ...Array<string>(tolerance).fill('a')], wanted)).toBe(true);
        expect(isDistributed([...responders, ...Array<string>(tolerance + 1).fill('a')], wanted)).toBe(false);
        expect(isDistributed([...responders, '?'], wanted)).toBe(false);
      }),
    );
  });
});
