/** A command and the line that it prints, or nothing. */
export interface Block {
  readonly command: string;
  readonly output: string;
}

/** Another program that runs shell blocks or shell tests. */
export interface Peer {
  readonly name: string;
  /** What brings it: an npm package, which the bench installs for itself, or a Debian one. */
  readonly from: { readonly npm: string } | { readonly debian: string };
  /** Debian packages that it needs besides. */
  readonly besides?: readonly string[];
  readonly reads: 'Markdown' | 'text' | 'shell';
  /** What a reader of its figures should know. */
  readonly note?: string;
  /** Matches what it prints where all is as expected, where its exit status does not tell. */
  readonly says?: RegExp;
  /**
   * Writes the blocks into its folder, as its manual says, output and status of each compared where it can do that.
   * The words of the call, which is made in that folder, and succeeds where all is as expected.
   */
  readonly write: (asked: Writing) => readonly string[];
}

export interface Writing {
  readonly blocks: readonly Block[];
  /** Writes a file into the peer's folder. */
  readonly put: (name: string, text: string, options?: { readonly mode: number }) => void;
  /** The path of a file below `node_modules`. */
  readonly npmFile: (path: string) => string;
}
