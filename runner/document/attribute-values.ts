import { Complaint, valued } from './attributes.ts';
import { parseDuration } from './duration.ts';
import { isHostname, isId } from './names.ts';

const expect = (what: string, value: string): Complaint =>
  new Complaint(`Expected ${what}, not \`${value}\`.`);

const test = (what: string, holds: (value: string) => boolean) =>
  valued((value) => (holds(value) ? value : expect(what, value)));

const isExitStatus = (value: string): boolean => /^\d{1,3}$/.test(value) && Number(value) <= 255;

export const containerName = test(
  'the name of a container (letters, digits and inner hyphens, at most 63)',
  isHostname,
);

export const duration = valued((value) => {
  const durationMs = parseDuration(value);
  return durationMs === null || durationMs === 0
    ? expect('a duration such as `500ms`, `30s`, `5m` or `1h`', value)
    : durationMs;
});

export const exitStatus = valued((value) => {
  if (value === 'any') return value;
  return isExitStatus(value) ? Number(value) : expect('an exit status from 0 to 255, or `any`', value);
});

/** `host1,host2`: the names as they stand; whether there are such hosts is judged later. */
export const hostNames = valued((value) => value.split(',').map((name) => name.trim()));

export const id = test('an id of letters, digits, `.`, `_` and `-`, such as `create-test1`', isId);

export const mode = test('an octal mode such as `644` or `0755`', (value) => /^[0-7]{3,4}$/.test(value));

export const owner = test('an owner such as `root` or `www-data:www-data`', (value) =>
  /^[a-z0-9_][a-z0-9_.-]*(?::[a-z0-9_][a-z0-9_.-]*)?$/i.test(value));

export const absolutePath = test('the absolute path of a file, such as `/etc/hosts`', (value) =>
  value.startsWith('/') && !value.endsWith('/') && !value.split('/').includes('..'));

export const text = valued((value) => value);
