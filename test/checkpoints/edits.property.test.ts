import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../runner/report/report.ts';
import { startAuthor } from '../helpers/author.ts';
import { callLab, reportsOf } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { stableReport } from '../helpers/stable-report.ts';
import { sh } from '../helpers/write-lab.ts';

const hangMs = 900_000;
const seed = 20_151_130;
const edits = 8;

/** All that an edit may change of a lab of three steps. Words are few, so that a document often comes back. */
const drafts = fc.record({
  prose: fc.constantFrom('Words.', 'Other words.\n\nAnd more.'),
  words: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom('one', 'two'))),
  printed: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom('one', '...', '...', '...'))),
  checked: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom('one', 'o', 'o', 'o'))),
  held: fc.constantFrom('/root', '/root', '/nowhere'),
  timeout: fc.constantFrom('1m', '2m'),
});

type Draft = typeof drafts extends fc.Arbitrary<infer Value> ? Value : never;

/** Each step goes on from what the one before left in the session and in a file. */
function documentOf({ prose, words, printed, checked, held, timeout }: Draft): string {
  const step = (index: number) =>
    [
      `## Step ${index}\n\n${prose}\n`,
      sh(`echo "\${word-}${words[index] ?? ''}" >> said\ntail -n 1 said`, `timeout=${timeout}`),
      `\`\`\`output like\n${printed[index] ?? ''}\n\`\`\`\n`,
      `\`\`\`yaml check\n- file: ${index === 1 ? held : '/root'}\n\`\`\`\n`,
      sh(`word=\${word-}${words[index] ?? ''}`),
      `\`\`\`yaml check\n- file: /root/said\n  contains: ${checked[index] ?? ''}\n\`\`\`\n`,
    ].join('\n');
  const front = '---\ntitle: Words\nhosts: { host1: { memory: 256M } }\n---\n\n';
  return front + [0, 1, 2].map(step).join('\n');
}

/** What a report says of a document, whenever and however it was found out. */
const judgementOf = ({ verdict, steps }: Report) =>
  stableReport({ lab: '', document: '', engine: null, durationMs: 0, problems: [], verdict, steps });

describe.skipIf(noMachines !== null)(
  `checkpoints, seed ${seed}${noMachines === null ? '' : ` (${noMachines})`}`,
  () => {
    test('a verdict that rests on them never differs from that of a run', { timeout: hangMs }, async () => {
      const [first, ...rest] = fc.sample(drafts, { seed, numRuns: edits + 1 }).map(documentOf);
      const author = await startAuthor(first ?? '');
      try {
        const seen = new Set<string>([author.first.verdict ?? '']);
        for (const text of rest) {
          if (text === author.text()) continue;
          const { report } = await author.save(text);
          const run = await callLab(['run', 'words.md', '--reporter', 'json'], {
            cwd: author.folder,
            env: author.env,
          });
          expect(reportsOf(run).map(judgementOf)).toEqual([judgementOf(report)]);
          for (const { source } of report.steps) seen.add(source);
          seen.add(report.verdict ?? '');
        }
        // Else the edits would be no test.
        expect([...seen].sort()).toEqual(['checkpoint', 'failed', 'passed', 'ran']);
      } finally {
        await author.leave();
      }
    });
  },
);
