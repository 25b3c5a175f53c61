import type { Block, Peer } from './peer.ts';

const fence = (info: string, text: string): string => `\`\`\`${info}\n${text}\n\`\`\`\n\n`;

/** A lab of the blocks. */
export const labText = (blocks: readonly Block[]): string =>
  `---\ntitle: Blocks\n---\n\n## Step\n\n${blocks
    .map(({ command, output }) => fence('sh', command) + (output && fence('output exact', output)))
    .join('')}`;

/** Those that run the shell blocks of Markdown. */
export const markdownPeers: readonly Peer[] = [
  {
    name: 'markcheck',
    from: { npm: 'markcheck' },
    reads: 'Markdown',
    note: 'exits with 0 also where something failed',
    says: /Failures: 0, Syntax Errors: 0/,
    write: ({ blocks, put, npmFile }) => {
      const bash = { runFileName: 'main.sh', commands: [['bash', '$FILE_NAME']] };
      const text = blocks.map(
        ({ command, output }) =>
          `${fence('bash', command)}<!--markcheck define="stdout"-->\n\`\`\`\n${output && `${output}\n`}\`\`\`\n\n`,
      );
      put(
        'blocks.md',
        `<!--markcheck config:\n${JSON.stringify({ lang: { bash } })}\n-->\n\n${text.join('')}`,
      );
      put('markcheck-data/.keep', '');
      return [npmFile('.bin/markcheck'), 'blocks.md'];
    },
  },
  {
    name: 'txm',
    from: { npm: 'txm' },
    reads: 'Markdown',
    note: 'runs as many blocks at a time as there are cores',
    write: ({ blocks, put, npmFile }) => {
      const text = blocks.map(
        ({ command, output }, index) =>
          `<!-- !test in ${index} -->\n\n${fence('sh', command)}<!-- !test out ${index} -->\n\n${fence('', output)}`,
      );
      put('blocks.md', `<!-- !test program bash -->\n\n${text.join('')}`);
      return [npmFile('.bin/txm'), 'blocks.md'];
    },
  },
  {
    name: 'yarn',
    from: { debian: 'cmdtest' },
    reads: 'Markdown',
    note: 'that of cmdtest, not the package manager',
    write: ({ blocks, put }) => {
      const steps = blocks.map(
        ({ command, output }) => `    THEN ${command} prints ${output || 'nothing'}\n`,
      );
      // What a step means: the pieces that the expression matched are in MATCH_1 and MATCH_2.
      const meaning = [
        'IMPLEMENTS THEN (.*) prints (.*)',
        'output=$($MATCH_1) || exit',
        '[ "${output:-nothing}" = "$MATCH_2" ]',
      ];
      put(
        'blocks.yarn',
        `# Blocks\n\n    SCENARIO blocks\n${steps.join('')}\n${meaning.map((line) => `    ${line}\n`).join('')}`,
      );
      return ['/usr/bin/yarn', 'blocks.yarn'];
    },
  },
  {
    name: 'zx',
    from: { npm: 'zx' },
    reads: 'Markdown',
    note: 'made for scripts; no tests',
    write: ({ blocks, put, npmFile }) => {
      put('blocks.md', blocks.map(({ command }) => fence('bash', command)).join(''));
      return [npmFile('.bin/zx'), 'blocks.md'];
    },
  },
];
