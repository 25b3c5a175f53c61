/** One thing of a finished lab that somebody undoes, and what `lab verify` is to say of it first. */
export interface Undoing {
  /** In words, for the name of the test. */
  readonly what: string;
  readonly host: string;
  /** Scripts for a root shell of the host. `redo` waits until everything is as it was. */
  readonly undo: string;
  readonly redo: string;
  /** Id of the check that is wrong first, and the host that it asks where that is another one. */
  readonly firstWrong: string;
  readonly asked?: string;
  /** The line with which the check begins in the document. */
  readonly item: string;
}

/** Line numbers of the checks of a document that begin with this very line. */
export function linesOf(document: string, item: string): number[] {
  return document.split('\n').flatMap((line, index) => (line === item ? [index + 1] : []));
}
