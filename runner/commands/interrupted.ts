/** The user stopped the program. Ends with status 130. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  /** By what, without what is still going on. */
  readonly summary: string;

  constructor(summary: string, meanwhile: string) {
    super(`${summary}${meanwhile}`);
    this.summary = summary;
  }
}

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an abort, so that hosts are put away first. A second one ends the program at
 * once: what it started ends with it. Not a second SIGHUP: a terminal that closes sends one, the shell in it another.
 * `meanwhile` says what goes on until then.
 */
export function interruptSignal(meanwhile = '; putting the hosts away (once more to force)'): {
  signal: AbortSignal;
  release(): void;
} {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals) => {
    if (controller.signal.aborted && name !== 'SIGHUP') process.exit(130);
    controller.abort(new Interrupted(`Interrupted by ${name}`, meanwhile));
  };
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, onSignal);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of names) process.off(name, onSignal);
    },
  };
}
