import type { RecordedItem, Recording, Span } from '../recording/index.ts';
import { unionMs } from './union.ts';

/** What a run's time is parted into, in the order in which it is told. */
const partNames = [
  'preparation',
  'boot',
  'blocks',
  'checks',
  'polling',
  'checkpoints',
  'evidence',
  'stopping',
  'rest',
] as const;

/** A part of a run's time. */
export interface Part {
  readonly name: (typeof partNames)[number];
  readonly durationMs: number;
  /** Preparation by activity; all else by host where there are several, and what they do side by side counts for each. */
  readonly details: readonly { readonly name: string; readonly durationMs: number }[];
}

/** Activities that are a part each; what else the machinery does is preparation. */
const partOfActivity: Readonly<Record<string, Part['name']>> = {
  boot: 'boot',
  checkpoint: 'checkpoints',
  evidence: 'evidence',
  stopping: 'stopping',
};

/** Where the time of a run went. Each moment counts once: all parts together took as long as the run. */
export function sumUp({ steps, activities, hosts, durationMs }: Recording): Part[] {
  const items = steps.flatMap((step) => step.items);
  const isHost = (name: string) => hosts.some((host) => host.name === name);
  const partOf = (name: string) => partOfActivity[name] ?? (isHost(name) ? 'boot' : 'preparation');
  const named = activities
    .map(({ name, ...span }) => ({ name, part: partOf(name), spans: [span] }))
    // What goes on inside another activity has its time for itself: an image is built on the way to the boot.
    .sort((one, other) => Number(one.part === 'boot') - Number(other.part === 'boot'));
  const took = addUp([...itemLayers(items), ...named.map((each) => ({ ...each, name: each.part }))]);
  const prepared = addUp(named.filter(({ part }) => part === 'preparation'));
  const ofHosts = hosts.map(({ name }) => {
    const own = itemLayers(items.filter(({ host }) => host === name));
    const boot = { name: 'boot', spans: activities.filter((activity) => activity.name === name) };
    return { name, took: addUp([...own, boot]) };
  });
  took.set('rest', durationMs - [...took.values()].reduce((total, each) => total + each, 0));
  return partNames
    .map((name) => ({
      name,
      durationMs: took.get(name) ?? 0,
      details:
        name === 'preparation'
          ? [...prepared].map(([activity, tookMs]) => ({ name: activity, durationMs: tookMs }))
          : ofHosts.map((host) => ({ name: host.name, durationMs: host.took.get(name) ?? 0 })),
    }))
    .filter((part) => part.durationMs > 0)
    .map((part) => {
      const details = part.details.filter((each) => each.durationMs > 0);
      const saysMore = part.name === 'preparation' || hosts.length > 1;
      return { ...part, details: saysMore ? details : [] };
    });
}

interface Layer {
  readonly name: string;
  readonly spans: readonly Span[];
}

/** A check that is asked again has what time no block and no other check takes, a background block what is left. */
function itemLayers(items: readonly RecordedItem[]): Layer[] {
  const spans = (isMeant: (item: RecordedItem) => boolean) =>
    items.filter(isMeant).flatMap(({ span }) => span ?? []);
  return [
    { name: 'blocks', spans: spans((item) => item.kind === 'block' && !item.background) },
    { name: 'checks', spans: spans((item) => item.kind === 'check' && item.attempts <= 1) },
    { name: 'polling', spans: spans((item) => item.kind === 'check' && item.attempts > 1) },
    { name: 'blocks', spans: spans((item) => item.kind === 'block' && item.background) },
  ];
}

/** What each layer covers that none before it does, in milliseconds, by name. */
function addUp(layers: readonly Layer[]): Map<string, number> {
  const took = new Map<string, number>();
  let covered: readonly Span[] = [];
  for (const { name, spans } of layers) {
    const now = [...covered, ...spans];
    took.set(name, (took.get(name) ?? 0) + unionMs(now) - unionMs(covered));
    covered = now;
  }
  return took;
}
