import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chainOf, normaliseRule } from '../../runner/checks/iptables-rule.ts';

const same: [string, string][] = [
  [
    '-A PREROUTING -p tcp -d 10.0.0.100 --dport 80 -j REDIRECT',
    '-A PREROUTING -d 10.0.0.100/32 -p tcp -m tcp --dport 80 -j REDIRECT',
  ],
  [
    '-A INPUT --protocol TCP --destination-port 80 --jump ACCEPT',
    '-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT',
  ],
  ['-A INPUT -s 10.0.0.0/255.255.255.0 -j DROP', '-A INPUT -s 10.0.0.0/24 -j DROP'],
  ['-A INPUT ! -i lo -j DROP', '-A INPUT ! --in-interface lo -j DROP'],
  ['-A INPUT -s ! 10.0.0.1 -j DROP', '-A INPUT ! -s 10.0.0.1/32 -j DROP'],
  ['-A INPUT -s 0.0.0.0/0 -j DROP', '-A INPUT -j DROP'],
  ['-A INPUT -p 6 -m tcp --dport 80', '-A INPUT -p tcp --dport 80'],
  [
    '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    '-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
  ],
  [`-A INPUT -m comment --comment 'two words' -j DROP`, '-A INPUT -m comment --comment "two words" -j DROP'],
  ['-P FORWARD DROP', '--policy FORWARD DROP'],
];

const different: [string, string][] = [
  ['-A INPUT -i lo -j DROP', '-A INPUT ! -i lo -j DROP'],
  ['-A INPUT -p tcp --dport 80 -j DROP', '-A INPUT -p udp --dport 80 -j DROP'],
  ['-A INPUT -j DROP', '-A OUTPUT -j DROP'],
  ['-A INPUT -s 10.0.0.1 -j DROP', '-A INPUT -d 10.0.0.1 -j DROP'],
  ['-A INPUT -s 10.0.0.0/24 -j DROP', '-A INPUT -s 10.0.0.0/16 -j DROP'],
  ['-A INPUT -m comment --comment a -j DROP', '-A INPUT -m comment --comment b -j DROP'],
  ['-P FORWARD DROP', '-P FORWARD ACCEPT'],
];

describe('normaliseRule', () => {
  test.each(same)('%s is %s', (one, other) => {
    expect(normaliseRule(one)).toBe(normaliseRule(other));
  });

  test.each(different)('%s is not %s', (one, other) => {
    expect(normaliseRule(one)).not.toBe(normaliseRule(other));
  });

  test('the order of options does not count, each value does', () => {
    const option = fc.uniqueArray(
      fc.tuple(fc.constantFrom('-s', '-d', '-i', '-o', '--dport', '-j'), fc.integer({ min: 1, max: 250 })),
      { minLength: 1, selector: ([name]) => name },
    );
    fc.assert(
      fc.property(option, fc.boolean(), (options, negated) => {
        const spelled = options.map(
          ([name, number]) =>
            `${negated ? '! ' : ''}${name} ${name === '-s' || name === '-d' ? `10.0.0.${number}` : `x${number}`}`,
        );
        const rule = normaliseRule(`-A INPUT ${spelled.join(' ')}`);
        expect(normaliseRule(`-A INPUT ${spelled.toReversed().join('  ')}`)).toBe(rule);
        expect(normaliseRule(`-A INPUT ${spelled.slice(1).join(' ')}`)).not.toBe(rule);
      }),
    );
  });

  test('an open quote is no rule; the chain comes second', () => {
    expect(normaliseRule('-A INPUT "')).toBeNull();
    expect(chainOf('-A PREROUTING -j REDIRECT')).toBe('PREROUTING');
  });
});
