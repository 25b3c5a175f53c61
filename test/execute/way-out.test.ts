import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { callLab, reportsOf } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-way-out-'));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** 198.51.100.2 is this machine to the guest: what listens on its loopback stands for the world outside. */
const lab = (port: number): string => `---
title: A way out, and a larger disk
hosts:
  host1: { memory: 256M, disk: 10G, networks: [{ front: 10.0.0.1/24 }] }
packages: [ipvsadm]
internet: true
---

## Look

\`\`\`sh
ip -brief -4 address show scope global
ip route show default
cat /etc/resolv.conf
\`\`\`

\`\`\`output like
eth0 ... 10.0.0.1/24 ...
eth1 ... 198.51.100.15/24 ...
default via 198.51.100.2 dev eth1 ...
nameserver 198.51.100.3
\`\`\`

\`\`\`sh
curl -sS http://198.51.100.2:${port}/
\`\`\`

\`\`\`output exact
outside
\`\`\`

\`\`\`sh
apt-get install -y ipvsadm
df --output=size --block-size=1G /
\`\`\`

\`\`\`output like
...
Get:1 http://192.0.2.80/...
...
1G-blocks
       10
\`\`\`

\`\`\`yaml check
- http: http://198.51.100.2:${port}/
  body: outside
\`\`\`
`;

test('`internet: true` gives a way out beside the segments, and `disk` its size', async ({ skip }) => {
  if (noMachines) skip(noMachines);
  const server = createServer((_, answer) => answer.end('outside'));
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const document = join(folder, 'way-out.md');
  writeFileSync(document, lab((server.address() as AddressInfo).port));
  const ended = await callLab(['run', document, '--reporter', 'json']);
  const [report] = reportsOf(ended);
  expect(report?.steps.flatMap(({ blocks, checks }) => [...blocks, ...checks])).toMatchObject(
    Array(4).fill({ verdict: 'passed' }),
  );
}, 900_000);
