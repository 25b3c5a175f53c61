import { deferred } from '../deferred.ts';
import type { Lab } from '../document/lab.ts';
import type { SavedHosts } from '../hosts/index.ts';
import type { StepReport } from '../report/report.ts';
import { type LabState, labStates } from './keys.ts';
import { type Known, type SavedStep, whatIsKnown } from './known.ts';
import { makeRoomFor } from './limit.ts';
import { addCheckpoint, type Base, findCheckpoint, judgeAnew, readCheckpoint } from './store.ts';

export { dropCheckpoints } from './drop.ts';
export { checksAfter, labStates } from './keys.ts';
export { sizeOfCheckpoints } from './limit.ts';

/** The checkpoints of one run: where it goes on from, and those that it makes. */
export interface Checkpoints {
  /** Finds how far nothing has to run, up to the wanted step. To be called before anything else. */
  find(machines: string): Promise<Found>;
  /** Notes how a step was judged whose checks were asked anew. */
  asked(report: StepReport): Promise<void>;
  /**
   * Saves the hosts as they are after a step that passed (null: as they started), unless that is there already. Resolves
   * when they go on; `whole` when all of it can be found.
   */
  save(after: { report: StepReport | null; hosts: SavedHosts }): Promise<{ whole: Promise<void> }>;
}

export interface Found {
  /** Of the latest state from which the run can go on; null where the hosts have to boot. */
  readonly folder: string | null;
  /** Of the steps that need not run; of those in `toAsk` without the checks that are to be asked. */
  readonly reports: readonly StepReport[];
  /** Steps among these, each with the state after it, whose checks have changed and are to be asked there, in order. */
  readonly toAsk: readonly { readonly step: string; readonly folder: string }[];
}

/** `upTo`: id of the step after which the hosts are wanted; null where it is before the first. */
export function createCheckpoints({ lab, upTo }: { lab: Lab; upTo: string | null }): Checkpoints {
  let states: readonly LabState[] = [];
  let parent: Base | null = null;
  let isOver = false;
  let last: Promise<unknown> = Promise.resolve();

  const stateAfter = (report: StepReport | null) => states.find(({ step }) => step === (report?.id ?? null));
  return {
    find: async (machines) => {
      states = await labStates({ lab, machines });
      const saved = await Promise.all(
        states.slice(1).map(async ({ key }) => (await readCheckpoint(key))?.step ?? null),
      );
      for (let last = states.findIndex(({ step }) => step === upTo); last >= 0; last--) {
        const [state] = states.slice(last);
        const found = state && (await findCheckpoint(state.key));
        const known = found && whatIsKnown(states.slice(0, last + 1), saved);
        const toAsk = known && (await foldersOf(known));
        if (!found || !toAsk) continue;
        parent = { key: state.key, id: found.id };
        return { folder: found.folder, reports: known.reports, toAsk };
      }
      return { folder: null, reports: [], toAsk: [] };
    },
    asked: async (report) => {
      const state = stateAfter(report);
      if (state) await judgeAnew(state.key, asJudged(report, state));
    },
    save: async ({ report, hosts }) => {
      await last;
      const state = stateAfter(report);
      if (!state || isOver) return { whole: Promise.resolve() };
      const step = report && asJudged(report, state);
      if (await findCheckpoint(state.key)) {
        // What it was judged by may have changed since.
        if (step) await judgeAnew(state.key, step);
        return { whole: Promise.resolve() };
      }
      // The hosts' disks are laid over what would be missing: after a failure nothing later can be had.
      isOver = true;
      await makeRoomFor({ neededMiB: hosts.memoryMiB });
      const goingOn = deferred();
      const save = async (place: Parameters<SavedHosts['save']>[0]) => {
        await hosts.save(place);
        goingOn.resolve();
      };
      const whole = addCheckpoint({ key: state.key, parent, step, save }).then((added) => {
        parent = added ?? parent;
        isOver = false;
      });
      last = whole.catch(() => undefined);
      await Promise.race([goingOn.promise, whole]);
      return { whole };
    },
  };
}

function asJudged(report: StepReport, { judgedInside, judgedAfter }: LabState): SavedStep {
  return { report, judgedInside, judgedAfter };
}

/** Null where one of the states is not there: its step has to run to be judged. */
async function foldersOf({ toAsk }: Known): Promise<Found['toAsk'] | null> {
  const found = await Promise.all(
    toAsk.map(async ({ step, key }) => ({
      step: step ?? '',
      folder: (await findCheckpoint(key))?.folder ?? null,
    })),
  );
  const there = found.flatMap(({ step, folder }) => (folder === null ? [] : [{ step, folder }]));
  return there.length === found.length ? there : null;
}
