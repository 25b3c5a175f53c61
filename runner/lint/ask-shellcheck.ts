import { availableParallelism } from 'node:os';
import { callShellCheck, type Finding } from './call-shellcheck.ts';

/** Asks about scripts, many at a time, while others are still being read. */
export interface ShellCheck {
  /** What it says of a script, each of which it gets once; null where there is no ShellCheck. */
  readonly ask: (script: string) => Promise<readonly Finding[] | null>;
  /** All scripts are known: there is nothing to wait for. */
  readonly flush: () => void;
}

interface Waiting {
  readonly script: string;
  readonly answer: (findings: readonly Finding[] | null) => void;
}

/** To start a process takes as long as to ask about one script. */
const batchSize = 16;

export const createShellCheck = (): ShellCheck => {
  const asked = new Map<string, Promise<readonly Finding[] | null>>();
  const waiting: Waiting[] = [];
  const most = availableParallelism();
  let [running, isMissing, isFlushed] = [0, false, false];

  const answerAll = async (batch: readonly Waiting[]): Promise<void> => {
    const found = isMissing ? 'missing' : await callShellCheck(batch.map(({ script }) => script));
    if (found === 'missing') isMissing = true;
    // Alone, a script that is too much for it hides what it says of no other.
    if (found === null && batch.length > 1) for (const each of batch) await answerAll([each]);
    else
      for (const [index, { answer }] of batch.entries())
        answer(found === 'missing' ? null : (found?.[index] ?? []));
  };

  const start = (): void => {
    while (running < most && waiting.length >= (isFlushed ? 1 : batchSize)) {
      running++;
      const batch = waiting.splice(0, Math.min(batchSize, Math.ceil(waiting.length / most)));
      void answerAll(batch).then(() => {
        running--;
        start();
      });
    }
  };

  const ask = (script: string) => {
    const known = asked.get(script);
    if (known) return known;
    const answer = new Promise<readonly Finding[] | null>((resolve) =>
      waiting.push({ script, answer: resolve }),
    );
    asked.set(script, answer);
    start();
    return answer;
  };
  return {
    ask,
    flush: () => {
      isFlushed = true;
      start();
    },
  };
};
