/** What long preparation says of itself. `activity` is one of a kind; `done` ends it. */
export interface Progress {
  readonly activity: string;
  readonly message: string;
  readonly done: boolean;
  readonly elapsedMs: number;
}

export type OnProgress = (progress: Progress) => void;

/** Reports one activity, with the time since its start. */
export function startActivity({ activity, onProgress }: { activity: string; onProgress: OnProgress }) {
  const start = performance.now();
  const say = (message: string, done: boolean): void => {
    onProgress({ activity, message, done, elapsedMs: Math.round(performance.now() - start) });
  };
  return {
    step: (message: string): void => {
      say(message, false);
    },
    end: (message: string): void => {
      say(message, true);
    },
  };
}

export type Activity = ReturnType<typeof startActivity>;
