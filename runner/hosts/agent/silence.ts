/**
 * A host that is asked so often, and says nothing at all so many times in a row, hangs. The agent answers by itself,
 * whatever the host's commands do. Measured on one of three emulated hosts, its CPU, memory and disk all taken, on two
 * cores with a load of 15: it always answered before the second ask after; six were open before the agent had its
 * memory locked.
 */
const askEveryMs = 2_000;
const maxUnanswered = 8;

/** Notices that the other end of a connection is silent. */
export interface SilenceWatch {
  /** Something came. */
  heard(): void;
  /** The other end is kept from answering, or no longer. */
  readonly expectSilence: (isExpected: boolean) => void;
  stop(): void;
}

/**
 * Asks again and again, and calls back once, with how long it was, when nothing came for too long. What counts are our
 * own asks, not the clock: who was stopped himself (Ctrl-Z, a laptop that sleeps) heard nothing either.
 */
export function watchSilence({
  ask,
  onSilence,
}: {
  ask: () => void;
  onSilence: (silentMs: number) => void;
}): SilenceWatch {
  let unanswered = 0;
  let isExpected = false;
  const timer = setInterval(() => {
    if (isExpected) return;
    if (unanswered >= maxUnanswered) {
      clearInterval(timer);
      onSilence(unanswered * askEveryMs);
      return;
    }
    unanswered++;
    ask();
  }, askEveryMs).unref();
  return {
    heard: () => {
      unanswered = 0;
    },
    expectSilence: (now) => {
      isExpected = now;
      unanswered = 0;
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}
