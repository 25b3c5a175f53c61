import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DocumentError } from '../document/document-error.ts';
import type { Lab } from '../document/lab.ts';
import { deferred } from '../deferred.ts';
import { fingerprintHosts } from '../hosts/index.ts';
import type { OpenHosts } from '../hosts/index.ts';
import { lintForAuthors } from '../lint/index.ts';
import type { EngineName, Report } from '../report/report.ts';
import type { Reporter } from '../report/reporter.ts';
import { type Draft, type Round, showKnown, signatureOf, startRound, Superseded } from './dev-round.ts';
import { exitStatus } from './exit-status.ts';
import { rejectDocuments } from './reject-documents.ts';
import { watchFiles } from './watch-files.ts';

export interface DevLoopOptions {
  readonly path: string;
  readonly engine: 'auto' | EngineName;
  readonly signal: AbortSignal;
  readonly newReporter: () => Reporter;
  /** The screen is for what comes next, or it shows that nothing is under way until something changes. */
  readonly onState: (state: 'busy' | 'idle') => void;
}

/** The last verdict, and the hosts as it left them; null where it needed none. */
export interface Judged {
  readonly draft: Draft;
  readonly signature: string;
  readonly report: Report;
  readonly open: OpenHosts | null;
}

/** The author's loop: judges the document, and again each time it changes. */
export interface DevLoop {
  /** The last verdict; null while a document is wrong, before the first one, and while one is under way. */
  readonly judged: Judged | null;
  /** Runs the step again that failed, or the last one. */
  again(): void;
  /** Does something with the hosts while nothing else is done, and no change is looked at. */
  whileIdle(act: (judged: Judged) => Promise<void>): void;
  /** Puts the hosts away as far as they are ours; the next round has others. */
  letGo(): Promise<void>;
  /** Ends the loop with the last verdict. */
  quit(): void;
  /** Resolves with the exit status; nothing is left then. */
  readonly ended: Promise<number>;
}

export function startDevLoop({ path, engine, signal, newReporter, onState }: DevLoopOptions): DevLoop {
  const over = deferred<number>();
  /** One thing after another: a change that comes while one is looked at is looked at next. */
  let queue: Promise<void> = Promise.resolve();
  const enqueue = (act: () => Promise<void>) => {
    queue = queue.then(act).catch((error: unknown) => {
      over.reject(error instanceof Error ? error : new Error(String(error)));
    });
  };
  const machinesOf = createFingerprint({ engine, signal, newReporter });
  let text = '';
  let status = 2;
  let running: { round: Round; draft: Draft } | null = null;
  let judged: Judged | null = null;

  const stop = async () => {
    const before = running?.round;
    running = null;
    judged = null;
    await before?.stop();
  };
  const settle = (next: Judged) => {
    judged = next;
    status = exitStatus([next.report]);
    onState('idle');
  };
  const start = async (draft: Draft, again: string | null) => {
    await stop();
    onState('busy');
    const round = await startRound({ draft, engine, again, signal, reporter: newReporter() });
    const own = { round, draft };
    running = own;
    round.judged.then(
      ({ report, open }) => {
        enqueue(() => {
          if (running !== own) return Promise.resolve();
          // What was written meanwhile changed no verdict, but maybe a line.
          const shown = own.draft === draft ? report : show(own.draft, report);
          // What broke may not break again.
          const signature = report.broken ? '' : round.signature;
          settle({ draft: own.draft, signature, report: shown, open });
          return Promise.resolve();
        });
      },
      (error: unknown) => {
        if (!(error instanceof Superseded)) over.reject(error as Error);
      },
    );
  };
  const show = (draft: Draft, { steps }: Report) => {
    onState('busy');
    return showKnown(draft, { reports: steps, reporter: newReporter() });
  };
  const look = async () => {
    const now = await readFile(path, 'utf8').catch(() => '');
    const {
      labs: [read],
    } = await lintForAuthors({ paths: [path], differences: 'warning' });
    if (!read) return;
    const { lab, problems } = read;
    if (!lab) {
      if (now === text) return;
      text = now;
      await stop();
      onState('busy');
      const reporter = newReporter();
      status = rejectDocuments([read], reporter);
      reporter.close();
      onState('idle');
      return;
    }
    files.watch([path, ...lab.files.map(({ from }) => from)]);
    const draft = { lab, problems, machines: await machinesOf(lab) };
    const signature = await signatureOf(draft);
    const isSame = now === text;
    text = now;
    if (judged?.signature === signature) {
      if (!isSame) settle({ ...judged, draft, report: show(draft, judged.report) });
    } else if (running?.round.signature === signature) running.draft = draft;
    else await start(draft, null);
  };
  const lookOrSay = () =>
    look().catch((error: unknown) => {
      // It may be on its way: an editor moves one file away and another one there.
      if (!(error instanceof DocumentError)) throw error;
      process.stderr.write(`lab: ${error.message}\n`);
    });

  const files = watchFiles(() => {
    enqueue(lookOrSay);
  });
  files.watch([resolve(path)]);
  signal.addEventListener('abort', () => {
    over.reject(signal.reason as Error);
  });
  enqueue(look);
  return {
    get judged() {
      return judged;
    },
    again: () => {
      enqueue(async () => {
        if (judged) await start(judged.draft, stepToRepeat(judged.report));
      });
    },
    whileIdle: (act) => {
      enqueue(async () => {
        if (judged) await act(judged);
      });
    },
    letGo: async () => {
      const before = running?.round;
      if (judged) judged = { ...judged, open: null };
      await before?.stop();
    },
    quit: () => {
      over.resolve(status);
    },
    ended: over.promise.finally(async () => {
      files.close();
      await stop();
    }),
  };
}

/** The first step that did not pass; where all did, the last that ran, or the last of all. */
function stepToRepeat({ steps }: Report): string | null {
  const failed = steps.find(({ verdict }) => verdict === 'failed' || verdict === 'broken');
  return (failed ?? steps.findLast(({ source }) => source === 'ran') ?? steps.at(-1))?.id ?? null;
}

/** What of a document its hosts are made from changes seldom. */
function createFingerprint({ engine, signal, newReporter }: Omit<DevLoopOptions, 'path' | 'onState'>) {
  let known = { of: '', machines: '' };
  return async (lab: Lab): Promise<string> => {
    const of = JSON.stringify([lab.hosts, lab.packages, lab.internet]);
    if (known.of === of) return known.machines;
    const reporter = newReporter();
    const onProgress = (progress: Parameters<Parameters<typeof fingerprintHosts>[0]['onProgress']>[0]) => {
      reporter.handle({ event: 'progress', ...progress });
    };
    try {
      known = { of, machines: await fingerprintHosts({ lab, engine, signal, onProgress }) };
    } finally {
      reporter.close();
    }
    return known.machines;
  };
}
