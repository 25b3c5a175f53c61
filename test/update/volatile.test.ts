import { expect, test } from 'vitest';
import { lineTokens, patternLine } from '../../runner/update/tokens.ts';

const open = (line: string) => patternLine(lineTokens(line));

test.each([
  ['Thu Nov 26 04:20:57 UTC 2026', '...'],
  ['-rw-r--r-- 1 root root 18 Nov 26 04:20 index.html', '-rw-r--r-- 1 root root 18 ... index.html'],
  ['-rw-r--r-- 1 root root 18 Mar  3  2025 index.html', '-rw-r--r-- 1 root root 18 ... index.html'],
  ['2026-11-26T04:20:57.123+00:00 host1 go', '... host1 go'],
  [
    'Active: active (running) since Thu 2026-11-26 04:20:57 UTC; 3min 2s ago',
    'Active: active (running) since ...; ...min ...s ago',
  ],
  ['Date: Thu, 26 Nov 2026 04:20:57 GMT', 'Date: ...'],
  ['Nov 26 04:20:57 host1 sshd[123]: hello', '... host1 sshd[...]: hello'],
  ['04:20 GET /', '... GET /'],
  ['link/ether 00:16:3e:aa:BB:cc brd ff:ff:ff:ff:ff:ff', 'link/ether ... brd ff:ff:ff:ff:ff:ff'],
  ['inet6 fe80::216:3eff:feaa:bbcc/64', 'inet6 fe80::.../64'],
  ['id 6b29fc40-ca47-1067-b31d-00dd010662da', 'id ...'],
  [
    '64 bytes from 10.0.3.15: icmp_seq=1 ttl=64 time=0.045 ms',
    '64 bytes from 10.0.3.15: icmp_seq=1 ttl=64 time=... ms',
  ],
  ['rtt min/avg/max/mdev = 0.030/0.045/0.060/0.012 ms', 'rtt min/avg/max/mdev = ... ms'],
  ['real\t0m1.234s', 'real\t...s'],
  ['Fetched 1,234 kB in 3s (400 kB/s)', 'Fetched 1,234 kB in ...s (... kB/s)'],
  ['Main PID: 123 (sshd)', 'Main PID: ... (sshd)'],
  ['[1] 4711', '[1] ...'],
  ['/tmp/tmp.AbCdEf1234', '/tmp/tmp...'],
  ['10.0.0.1 dev eth0 lladdr 00:16:3e:aa:bb:cc router STALE', '10.0.0.1 dev eth0 lladdr ... router ...'],
  ['PID:            708', 'PID:            ...'],
  [' TX bytes:      1.73 KiB', ' TX bytes:      ... KiB'],
  ['RX packets 12  bytes 1,398 (1.3 KiB)', 'RX packets ...  bytes ... (1.3 KiB)'],
  ['Link:           vethyu1wbF', 'Link:           veth...'],
  ['vethyu1wbF@if2   UP             fe:3c:11:22:33:44 <UP>', 'veth...@if2   UP             ... <UP>'],
  [
    'TCP 00:58  SYN_RECV    10.0.0.200:38282   10.0.0.100:80',
    'TCP ...  SYN_RECV    10.0.0.200:...   10.0.0.100:80',
  ],
  ['IP 10.0.0.200.60999 > 10.0.0.100.80: Flags [S]', 'IP 10.0.0.200... > 10.0.0.100.80: Flags [S]'],
  ['src=10.0.0.200 dst=10.0.0.100 sport=32768 dport=80', 'src=10.0.0.200 dst=10.0.0.100 sport=... dport=80'],
])('%s changes by itself', (line, pattern) => {
  expect(open(line)).toBe(pattern);
});

test.each([
  ['\u001b[01;34mdir\u001b[0m', '...dir...'],
  ['\u001b]0;title\u0007prompt', '...prompt'],
  [' 10%\r 50%\r100% done', '...100% done'],
  ['bell\u0007 ends', 'bell... ends'],
])('%j holds what a document can’t', (line, pattern) => {
  expect(open(line)).toBe(pattern);
});

test.each([
  'tcp 0 0 127.0.0.1:80 0.0.0.0:* LISTEN',
  '00:03.0 VGA compatible controller',
  'web.md:10:3 error',
  '2001:db8::1 dev eth0',
  'link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00',
  '3 packets transmitted, 3 received, 0% packet loss',
  'version 2026.11 of May',
  'total 4',
  'LISTEN 0 4096 127.0.0.1:8080 10.0.0.1:32767 10.0.0.1:61000',
  'veth-host1@if2 vethernet',
  'Chain FORWARD (policy ACCEPT 12 packets, 720 bytes)',
  'RX packets 0  bytes 0 (0.0 B)',
  '10.0.0.1 dev eth0 FAILED',
])('%s does not', (line) => {
  expect(open(line)).toBe(line);
});
