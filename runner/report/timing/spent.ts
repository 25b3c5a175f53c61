import type { RecordedItem, Recording, Span } from '../recording/index.ts';
import { unionMs } from './union.ts';

/** A part of a run's time. */
export interface Part {
  readonly name: 'preparation' | 'blocks' | 'checks' | 'checkpoints' | 'evidence' | 'stopping' | 'rest';
  readonly durationMs: number;
  /** Preparation by activity; blocks and checks by host, where what several do side by side counts for each. */
  readonly details: readonly { readonly name: string; readonly durationMs: number }[];
}

/** The parts that are one activity each; what else the machinery does is preparation. */
const partOf: Readonly<Record<string, Part['name']>> = {
  checkpoint: 'checkpoints',
  evidence: 'evidence',
  stopping: 'stopping',
};

/** Where the time of a run went. Each moment counts once: all parts together took as long as the run. */
export function sumUp({ steps, activities, hosts, durationMs }: Recording): Part[] {
  const items = steps.flatMap((step) => step.items);
  const layersOfHosts = hosts.map(({ name }) => ({
    name,
    took: addUp(itemLayers(items.filter(({ host }) => host === name))),
  }));
  const names = [...new Set(activities.map(({ name }) => name))]
    // What goes on inside another activity has its time for itself: an image is built on the way to the boot.
    .sort((one, other) => Number(one === 'boot') - Number(other === 'boot'));
  const took = addUp([
    ...itemLayers(items),
    ...names.map((name) => ({ name, spans: activities.filter((each) => each.name === name) })),
  ]);
  const timeOf = (name: string) => took.get(name) ?? 0;
  const ofHosts = (part: string) =>
    layersOfHosts.map(({ name, took: own }) => ({ name, durationMs: own.get(part) ?? 0 }));
  const preparation = names
    .filter((name) => partOf[name] === undefined)
    .map((name) => ({ name, durationMs: timeOf(name) }));
  const parts: Part[] = [
    { name: 'preparation', durationMs: sum(preparation), details: preparation },
    { name: 'blocks', durationMs: timeOf('blocks'), details: ofHosts('blocks') },
    { name: 'checks', durationMs: timeOf('checks'), details: ofHosts('checks') },
    ...Object.entries(partOf).map(([activity, name]) => ({
      name,
      durationMs: timeOf(activity),
      details: [],
    })),
  ];
  return [...parts, { name: 'rest' as const, durationMs: durationMs - sum(parts), details: [] }]
    .filter((part) => part.durationMs > 0)
    .map((part) => ({ ...part, details: part.details.filter((each) => each.durationMs > 0) }));
}

const sum = (parts: readonly { readonly durationMs: number }[]) =>
  parts.reduce((total, part) => total + part.durationMs, 0);

interface Layer {
  readonly name: string;
  readonly spans: readonly Span[];
}

/** A background block has what time no other block or check takes. */
function itemLayers(items: readonly RecordedItem[]): Layer[] {
  const spans = (isMeant: (item: RecordedItem) => boolean) =>
    items.filter(isMeant).flatMap(({ span }) => span ?? []);
  return [
    { name: 'blocks', spans: spans((item) => item.kind === 'block' && !item.background) },
    { name: 'checks', spans: spans((item) => item.kind === 'check') },
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
