import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  archiveName,
  hostNames,
  listName,
  mirrorDefaults,
  packagesIndex,
  poolName,
  releaseFile,
} from '../../../runner/hosts/vm/mirror-files.ts';

const lxc = { name: 'lxc', version: '1:5.0.2-1+deb12u4', architecture: 'amd64' };

test('files are named as apt and the archive name them', () => {
  expect(archiveName(lxc)).toBe('lxc_1%3a5.0.2-1+deb12u4_amd64.deb');
  expect(poolName(lxc)).toBe('lxc_5.0.2-1+deb12u4_amd64.deb');
  expect(poolName({ ...lxc, version: '2.0-1' })).toBe('lxc_2.0-1_amd64.deb');
});

test('the index keeps apt’s records and says where our files are', () => {
  const record = [
    'Package: lxc',
    'Version: 1:5.0.2-1+deb12u4',
    'Architecture: amd64',
    'Filename: pool/main/l/lxc/lxc_5.0.2-1+deb12u4_amd64.deb',
    'Description: containers',
    ' Filename: is no field here',
  ].join('\n');
  const index = packagesIndex([record, record]);
  expect(index.split('\n\n')).toHaveLength(3);
  expect(index).toContain('\nFilename: pool/lxc_5.0.2-1+deb12u4_amd64.deb\n');
  expect(index).toContain('\n Filename: is no field here\n');
  expect(index.endsWith('\n\n')).toBe(true);
});

test('a release file vouches for its index', () => {
  const index = 'Package: é\n\n';
  const text = releaseFile({ suite: 'bookworm', architecture: 'amd64', index });
  const [, hash, size, path] = /^ (\w{64}) (\d+) (\S+)$/m.exec(text) ?? [];
  expect(hash).toBe(createHash('sha256').update(index).digest('hex'));
  expect(Number(size)).toBe(Buffer.byteLength(index));
  expect(path).toBe('main/binary-amd64/Packages');
  expect(text).toMatch(/^Suite: bookworm$/m);
});

test('lists are named by their address', () => {
  const address = 'http://mirror.example/debian/dists/bookworm/Release';
  expect(listName(address)).toBe('mirror.example_debian_dists_bookworm_Release');
});

test('of a template only its defaults count, each host once', () => {
  const template = [
    'DEBIAN_MIRROR=http://one.example/debian',
    'PORTS_MIRROR=${MIRROR:-http://one.example/ports}',
    'SECURITY_MIRROR=${SECURITY_MIRROR:-http://two.example:8080/security}',
    'echo "see https://three.example/wiki"',
  ].join('\n');
  expect(hostNames(mirrorDefaults(template))).toEqual(['one.example', 'two.example']);
});
