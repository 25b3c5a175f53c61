import type { Contestant } from './contestants.ts';
import type { Habits } from './probe.ts';
import type { Figures } from './race.ts';
import type { Spread } from './spread.ts';

export interface Row {
  readonly contestant: Contestant;
  readonly habits: Habits;
  readonly figures: Figures;
}

/** The rows as Markdown, those with most blocks a second first, and below who is ahead of lab in what. */
export function toTable({
  rows,
  blocks,
  about,
}: {
  readonly rows: readonly Row[];
  readonly blocks: number;
  readonly about: string;
}): string {
  const sorted = rows.toSorted((one, other) => other.figures.perSecond - one.figures.perSecond);
  const lab = rows.find(({ contestant }) => contestant.name === 'lab');
  if (!lab) throw new Error('A comparison needs lab itself');
  const heads = [
    '',
    'reads',
    'blocks a second',
    'one block',
    `${blocks} blocks`,
    'memory',
    'output',
    'status',
    'shell',
  ];
  const own = lab.figures;
  const lines = sorted.map(({ contestant, habits, figures }) => [
    `${contestant.name === 'lab' ? '**lab**' : contestant.name} ${contestant.version}`,
    contestant.reads,
    `${figures.isLeast ? 'over ' : ''}${threeDigits(figures.perSecond)} (${showRatio(figures.perSecond / own.perSecond)})`,
    `${showSpread(figures.oneMs)} (${showRatio(figures.oneMs.median / own.oneMs.median)})`,
    `${showSpread(figures.manyMs)} (${showRatio(figures.manyMs.median / own.manyMs.median)})`,
    `${threeDigits(figures.memoryBytes / 1e6)} MB (${showRatio(figures.memoryBytes / own.memoryBytes)})`,
    ...[habits.comparesOutput, habits.checksStatus, habits.keepsShell].map((does) => (does ? '✓' : '–')),
  ]);
  return [
    ...[heads, heads.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`),
    '',
    about,
    '',
    [
      ahead('blocks a second', sorted, ({ perSecond }) => perSecond > own.perSecond),
      ahead('the time for one block', sorted, ({ oneMs }) => oneMs.median < own.oneMs.median),
      ahead(`the time for ${blocks} blocks`, sorted, ({ manyMs }) => manyMs.median < own.manyMs.median),
      ahead('memory', sorted, ({ memoryBytes }) => memoryBytes < own.memoryBytes),
    ].join(' '),
    ...notes(sorted),
  ].join('\n');
}

/** A sentence: where lab is behind, and of whom. */
function ahead(what: string, rows: readonly Row[], isAhead: (figures: Figures) => boolean): string {
  const peers = rows.filter(({ contestant }) => contestant.name !== 'lab');
  const names = peers.filter(({ figures }) => isAhead(figures)).map(({ contestant }) => contestant.name);
  if (names.length === 0) return `In ${what} \`lab\` is ahead of all ${peers.length}.`;
  if (names.length === peers.length) return `In ${what} \`lab\` is behind all ${peers.length}.`;
  return `In ${what} \`lab\` is ahead of ${peers.length - names.length} of ${peers.length}, and behind ${names.join(', ')}.`;
}

const notes = (rows: readonly Row[]): string[] => {
  const noted = rows.flatMap(({ contestant: { name, note } }) =>
    note === undefined ? [] : [`- ${name}: ${note}.`],
  );
  return noted.length === 0 ? [] : ['', ...noted];
};

const showRatio = (ratio: number): string => `${threeDigits(ratio)} ×`;

const threeDigits = (value: number): number => Number(value.toPrecision(3));

const showSpread = ({ least, median, most }: Spread): string =>
  median < 1000
    ? `${median.toFixed(0)} ms, ${least.toFixed(0)}–${most.toFixed(0)}`
    : `${seconds(median)} s, ${seconds(least)}–${seconds(most)}`;

const seconds = (ms: number): string => (ms / 1000).toFixed(1);
