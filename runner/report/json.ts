import type { Reporter, ReporterOptions } from './reporter-options.ts';

/** What JSON lets through and a terminal or an editor would obey: DEL, C1, bidirectional controls, separators. */
const harmful = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** One JSON object a line, events as they happen and the report last. */
export function createJsonReporter({ stream }: Pick<ReporterOptions, 'stream'>): Reporter {
  return {
    // What several reports say together, a program can tell from them; the last line is to be a report.
    handle: (event) => {
      if (event.event !== 'repetitions') stream.write(`${jsonLine(event)}\n`);
    },
    close: () => undefined,
  };
}

/** An event as JSON in one line, every harmful character escaped: parsed, the text is what the host printed. */
export function jsonLine(event: object): string {
  return JSON.stringify(event).replace(
    harmful,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
