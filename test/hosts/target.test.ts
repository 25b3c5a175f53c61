import { expect, test } from 'vitest';
import { describeTarget, parseTarget } from '../../runner/hosts/target.ts';

test.each(['vm', 'local', 'ssh:rack1', 'ssh:root@192.0.2.1', 'ssh://root@192.0.2.1:2222', 'ssh:a@b%c'])(
  '%s is read and written alike',
  (text) => {
    expect(describeTarget(parseTarget(text) ?? undefined)).toBe(text);
  },
);

test('a URL may stand behind `ssh:` too', () => {
  expect(parseTarget('ssh:ssh://root@host:22')).toEqual(parseTarget('ssh://root@host:22'));
});

test.each([
  '',
  'VM',
  'ssh',
  'ssh:',
  'root@host',
  'ssh:-oProxyCommand=touch',
  'ssh:a b',
  'ssh:a\nb',
  'constructor',
])('%j is none', (text) => {
  expect(parseTarget(text)).toBeNull();
});
