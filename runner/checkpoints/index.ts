import type { Lab, Step } from '../document/lab.ts';
import type { SavedHosts } from '../hosts/index.ts';
import type { StepReport } from '../report/report.ts';
import { type LabState, labStates } from './keys.ts';
import { limitCheckpoints, limitMiB } from './limit.ts';
import { addCheckpoint, type Base, findCheckpoint, readCheckpoint } from './store.ts';

/** The checkpoints of one run: where it goes on from, and those that it makes. */
export interface Checkpoints {
  /** Reports of the steps that need not run; empty before `find`. */
  readonly restored: readonly StepReport[];
  /** Finds the latest state up to the wanted one; resolves with its folder. */
  find(machines: string): Promise<string | null>;
  /** Saves the hosts as they are after a step (null: as they started), unless that is there already. */
  save(after: { step: Step | null; hosts: SavedHosts; steps: readonly StepReport[] }): Promise<void>;
}

/** `upTo`: id of the step after which the hosts are wanted; null where it is before the first. */
export function createCheckpoints({ lab, upTo }: { lab: Lab; upTo: string | null }): Checkpoints {
  let states: readonly LabState[] = [];
  let parent: Base | null = null;
  let restored: readonly StepReport[] = [];
  /** Looked at and found not to be there, or not to be sound: to be made anew. */
  const missing = new Set<string>();
  return {
    get restored() {
      return restored;
    },
    find: async (machines) => {
      states = await labStates({ lab, machines });
      const wanted = states.slice(0, states.findIndex(({ step }) => step === upTo) + 1).reverse();
      for (const { key } of wanted) {
        const found = await findCheckpoint(key);
        if (!found) {
          missing.add(key);
          continue;
        }
        ({ steps: restored } = found);
        parent = { key, id: found.id };
        return found.folder;
      }
      return null;
    },
    save: async ({ step, hosts, steps }) => {
      const state = states.find((each) => each.step === (step?.id ?? null));
      if (!state) return;
      if (!missing.has(state.key) && (await readCheckpoint(state.key))) return;
      const { key } = state;
      parent = await addCheckpoint({ key, parent, steps: [...steps], save: (place) => hosts.save(place) });
      await limitCheckpoints({ mostMiB: limitMiB });
    },
  };
}
