import type { Peer } from './peer.ts';

/** Those that have a format of their own, made of commands and what they print. */
export const textPeers: readonly Peer[] = [
  {
    name: 'clitest',
    from: { debian: 'clitest' },
    reads: 'text',
    write: ({ blocks, put }) => {
      put(
        'blocks.txt',
        blocks.map(({ command, output }) => `$ ${command}\n${output && `${output}\n`}`).join(''),
      );
      return ['clitest', 'blocks.txt'];
    },
  },
  {
    name: 'cmdtest',
    from: { debian: 'cmdtest' },
    reads: 'text',
    note: 'a file for each command and a file for each output',
    write: ({ blocks, put }) => {
      for (const [index, { command, output }] of blocks.entries()) {
        put(`tests/${index}.script`, `#!/bin/sh\n${command}\n`, { mode: 0o755 });
        put(`tests/${index}.stdout`, output && `${output}\n`);
      }
      return ['cmdtest', 'tests'];
    },
  },
  {
    name: 'cram',
    from: { debian: 'python3-cram' },
    reads: 'text',
    note: 'gives a shell the whole file at once and compares when that has ended: nothing is stopped or timed',
    write: ({ blocks, put }) => {
      const text = blocks.map(({ command, output }) => `  $ ${command}\n${output && `  ${output}\n`}`);
      put('blocks.t', text.join(''));
      return ['cram3', 'blocks.t'];
    },
  },
  {
    name: 'shelltestrunner',
    from: { debian: 'shelltestrunner' },
    reads: 'text',
    write: ({ blocks, put }) => {
      const text = blocks.map(({ command, output }) => `$ ${command}\n>\n${output && `${output}\n`}>= 0\n\n`);
      put('blocks.test', text.join(''));
      return ['shelltest', 'blocks.test'];
    },
  },
];
