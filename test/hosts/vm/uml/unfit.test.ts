import { expect, test } from 'vitest';
import { uml } from '../../../../runner/hosts/vm/uml/index.ts';

const host = { name: 'host1', memoryMiB: 1, cpus: 1, diskMiB: 8192, networks: [] };

test.each([
  ['a small host', [host], false, null],
  ['two processors', [host, { ...host, name: 'host2', cpus: 2 }], false, /^host2 has 2 processors/],
  ['a way out', [host], true, /^its hosts reach nothing outside/],
  ['more memory than there is', [{ ...host, memoryMiB: 2 ** 40 }], false, /^\/dev\/shm has \d+ MiB free/],
])('what user-mode Linux can be: %s', async (_, hosts, internet, why) => {
  const said = await uml.unfit({ hosts, internet });
  if (why === null) expect(said).toBeNull();
  else expect(said).toMatch(why);
});
