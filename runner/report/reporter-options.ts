import type { RunEvent } from '../execute/events.ts';

/** Shows a run while it happens. */
export interface Reporter {
  handle(event: RunEvent): void;
  /** Takes away what was only for the time of the run and gives the terminal back as it was. May be called twice. */
  close(): void;
}

/** Where a reporter writes: standard output, or whatever looks like it. */
export interface ReportStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

export interface ReporterOptions {
  readonly stream: ReportStream;
  /** Whether colours may be used; what `NO_COLOR` and the terminal say is for the caller to find out. */
  readonly color: boolean;
  /** The command that runs a lab again up to its first step that did not pass, if there is one. */
  readonly runAgain: (at: { document: string; step: string | null }) => string;
  /** A clock that never goes back, in milliseconds. */
  readonly nowMs: () => number;
  /** The path of a document as a CI service names it: from the root of the repository. */
  readonly repositoryPath: (document: string) => string;
  /** Adds Markdown to the summary that a CI service shows of its job. */
  readonly addToSummary: (markdown: string) => void;
}
