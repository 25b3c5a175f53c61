import type { Block, Peer } from './peer.ts';

const eachBlock = (blocks: readonly Block[], text: (block: Block, number: number) => string): string =>
  blocks.map((block, index) => text(block, index + 1)).join('\n');

/** Those whose tests are shell scripts with functions of their own. */
export const shellPeers: readonly Peer[] = [
  {
    name: 'bashunit',
    from: { npm: 'bashunit' },
    reads: 'shell',
    write: ({ blocks, put, npmFile }) => {
      const text = eachBlock(
        blocks,
        ({ command, output }, number) =>
          `function test_block_${number}() {\n  local output\n  output=$(${command})\n` +
          `  assert_successful_code\n  assert_same '${output}' "$output"\n}\n`,
      );
      put('blocks_test.sh', text);
      return [npmFile('.bin/bashunit'), 'blocks_test.sh'];
    },
  },
  {
    name: 'bats',
    from: { npm: 'bats' },
    reads: 'shell',
    write: ({ blocks, put, npmFile }) => {
      const text = eachBlock(
        blocks,
        ({ command, output }, number) =>
          `@test "block ${number}" {\n  run ${command}\n` +
          `  [ "$status" -eq 0 ]\n  [ "$output" = '${output}' ]\n}\n`,
      );
      put('blocks.bats', text);
      return [npmFile('bats/bin/bats'), 'blocks.bats'];
    },
  },
  {
    name: 'kyua',
    from: { debian: 'kyua' },
    besides: ['atf-sh'],
    reads: 'shell',
    write: ({ blocks, put }) => {
      const cases = eachBlock(
        blocks,
        ({ command, output }, number) =>
          `atf_test_case block${number}\nblock${number}_body() {\n` +
          `  atf_check -o inline:'${output && `${output}\\n`}' -x '${command}'\n}\n`,
      );
      const names = eachBlock(blocks, (_, number) => `  atf_add_test_case block${number}`);
      put('blocks', `#!/usr/bin/env atf-sh\n${cases}\natf_init_test_cases() {\n${names}\n}\n`, {
        mode: 0o755,
      });
      put('Kyuafile', 'syntax(2)\ntest_suite("blocks")\natf_test_program{name="blocks"}\n');
      return ['kyua', 'test'];
    },
  },
  {
    name: 'sharness',
    from: { debian: 'sharness' },
    reads: 'shell',
    write: ({ blocks, put }) => {
      const text = eachBlock(
        blocks,
        ({ command, output }, number) =>
          `test_expect_success 'block ${number}' '\n  printf "${output && `${output}\\n`}" >expected &&\n` +
          `  ${command} >actual &&\n  test_cmp expected actual\n'\n`,
      );
      put('blocks.t', `test_description='Blocks'\n. /usr/share/sharness/sharness.sh\n\n${text}\ntest_done\n`);
      return ['sh', 'blocks.t'];
    },
  },
  {
    name: 'shove',
    from: { debian: 'shove' },
    reads: 'shell',
    write: ({ blocks, put }) => {
      put(
        'blocks.t',
        eachBlock(blocks, ({ command, output }) => `t_is "$(${command})" '${output}'\n`),
      );
      return ['shove', 'blocks.t', '-s', 'bash'];
    },
  },
  {
    name: 'shunit2',
    from: { debian: 'shunit2' },
    reads: 'shell',
    write: ({ blocks, put }) => {
      const text = eachBlock(
        blocks,
        ({ command, output }, number) =>
          `testBlock${number}() {\n  output=$(${command})\n  assertEquals 0 $?\n` +
          `  assertEquals '${output}' "$output"\n}\n`,
      );
      put('blocks.sh', `${text}\n. shunit2\n`);
      return ['sh', 'blocks.sh'];
    },
  },
  {
    name: 'urchin',
    from: { npm: 'urchin' },
    reads: 'shell',
    note: 'a file for each command',
    write: ({ blocks, put, npmFile }) => {
      for (const [index, { command, output }] of blocks.entries())
        put(`tests/${index}`, `#!/bin/sh\noutput=$(${command}) && [ "$output" = '${output}' ]\n`, {
          mode: 0o755,
        });
      return [npmFile('.bin/urchin'), 'tests'];
    },
  },
];
