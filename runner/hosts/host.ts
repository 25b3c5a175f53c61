import type { Duplex, Readable, Writable } from 'node:stream';

/** What stands behind a host of a lab. */
export type TargetKind = 'vm' | 'ssh' | 'local';

/**
 * A machine that blocks run on and checks look at. Every method rejects with `HostBroken` once the machine or the
 * way to it is gone.
 */
export interface Host {
  readonly name: string;
  readonly kind: TargetKind;
  /** Multiplies every time of a document: 1 on machines as quick as KVM. */
  readonly slowness: number;
  /** Starts a bash session as root on the host, or inside one of its LXC containers. */
  openSession(place: SessionPlace): Promise<Session>;
  /** Runs commands in a fresh `bash -c` as root, outside every session. Calls made at once share a round trip. */
  run(command: Command): Promise<CommandResult>;
  /** Has the agent look at something by itself. What is asked at once shares a round trip and what it finds out. */
  look(look: Look): Promise<Found>;
  put(file: FilePut): Promise<void>;
  /** Whole content of a file; rejects with `AskError` where there is none. */
  get(file: { path: string; container: string | null }): Promise<Buffer>;
  /** A TCP connection made on the host, or in the container's network namespace. Rejects with `AskError`. */
  dial(address: DialAddress): Promise<Duplex>;
  /** A bash that reads a script from `input`. Rejects with `AskError`. */
  openShell(options: { container: string | null }): Promise<Shell>;
  /** A login bash on a terminal of its own, `input` and `output` its bytes. Rejects with `AskError`. */
  openTerminal(options: TerminalOptions): Promise<Terminal>;
  /** Resolves with the reason when the host breaks; never rejects. */
  readonly broken: Promise<HostBroken>;
  dispose(): Promise<void>;
}

export interface SessionPlace {
  readonly container: string | null;
  /** Where a session may be taken up that an earlier runner left: the blocks of the document, in order. */
  readonly document?: readonly BlockSource[];
}

/** A block's text, and the Markdown line of its first line. */
export interface BlockSource {
  readonly text: string;
  readonly textLine: number;
}

export interface Command {
  readonly script: string;
  readonly container: string | null;
  /** Wall clock; the command and what it started are killed then. Not scaled: the caller did. */
  readonly timeoutMs: number;
  readonly stdin?: string | Buffer;
}

export interface CommandResult {
  /** As the shell gives it: 128 + n for signal n. */
  readonly exit: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly timedOut: boolean;
}

/** A question in Perl, see agent/look.pl. */
export interface Look {
  /** The body of a `sub` that gives a status, and what would stand on standard output and standard error. */
  readonly code: string;
  readonly container: string | null;
  /**
   * What it sees: the host; of the container the network alone, with the host's programs and files; or what is inside.
   * The host where there is no container.
   */
  readonly view: 'host' | 'network' | 'inside';
  /** Wall clock; what does the looking is killed then. Not scaled: the caller did. */
  readonly timeoutMs: number;
  /** It may wait for something: nobody else is to wait for it. */
  readonly waits?: boolean;
}

/** What a look found. Bytes that are no UTF-8 became U+FFFD. */
export interface Found {
  /** Whether what it asks about is there to be looked at; else `stderr` says what is not. */
  readonly isThere: boolean;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

export interface FilePut {
  readonly path: string;
  readonly container: string | null;
  readonly content: Buffer;
  readonly mode: string | null;
  readonly owner: string | null;
  readonly append: boolean;
  /** Makes the folders on the way; without, as for an editor, they have to be there. */
  readonly makeFolders: boolean;
  readonly timeoutMs: number;
}

export interface DialAddress {
  readonly host: string;
  readonly port: number;
  readonly container: string | null;
  readonly timeoutMs: number;
}

/** A shell with streams of its own. Neither end of a stream runs ahead of the other by more than some 100 KB. */
export interface Shell {
  readonly input: Writable;
  readonly output: Readable;
  /** Stays empty on a terminal, where both are one. */
  readonly errors: Readable;
  /** Its status, as a shell gives it, once all output has been handed on. Rejects with `HostBroken`. */
  readonly exit: Promise<number>;
  /** Ends it, as a terminal's closing does, or Ctrl-C for a script. */
  hangUp(): void;
}

export interface Terminal extends Shell {
  resize(size: TerminalSize): void;
}

export interface TerminalSize {
  readonly rows: number;
  readonly columns: number;
}

export interface TerminalOptions extends TerminalSize {
  readonly container: string | null;
  /** `TERM` of the terminal that shows it; where the host does not know it, `xterm-256color` takes its place. */
  readonly term: string;
}

/** One bash of a host: what one block leaves behind the next one finds. */
export interface Session {
  /** True once its bash has gone: the next block needs a fresh one. */
  readonly closed: boolean;
  /** Runs a block; a failing block is a value. Rejects only with `HostBroken` or `AskError`. */
  runBlock(block: BlockCall): Promise<BlockOutcome>;
  /** Forks a block from the session; resolves once it has been started. */
  startBackground(block: BlockCall): Promise<BackgroundBlock>;
  dispose(): Promise<void>;
}

export interface BlockCall {
  readonly text: string;
  /** Markdown line of the first line of `text`. */
  readonly textLine: number;
  /** Status that the block's last command may end with: only then is its end not an earlier failure. */
  readonly exit: number | 'any';
  /** Wall clock, scaled by the caller. */
  readonly timeoutMs: number;
  readonly tty: boolean;
  onOutput(chunk: Buffer): void;
}

export interface BlockOutcome {
  /** Status of the block; 128 + n where a signal n ended the shell; 124 after a time-out. */
  readonly exit: number;
  /** False where a command before the last one failed. */
  readonly reachedEnd: boolean;
  /** Markdown line on which the failing command begins, the innermost in the document; null where none failed. */
  readonly failedLine: number | null;
  /** How it ended: by itself, past its time, or with the shell (`exit`, `exec`, `set -u`, a signal). */
  readonly end: 'done' | 'timeout' | 'shell-exit' | 'shell-signal';
}

export interface BackgroundBlock {
  /** Resolves when it ends by itself. */
  readonly ended: Promise<number>;
  /** INT, TERM, KILL to everything it started; resolves when all are gone and the output is complete. */
  end(): Promise<void>;
}

/** The machinery's fault: a host died, a link dropped. Its message starts with `Cannot …` or names the host. */
export class HostBroken extends Error {
  override readonly name = 'HostBroken';
  /** Null where it is no single host's: an image could not be built. */
  readonly host: string | null;
  /** The end of the machine's console or of the transport's error output; may be empty. */
  readonly console: string;
  constructor(host: string | null, message: string, options: { console?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.host = host;
    this.console = options.console ?? '';
  }
}

/** A request that the host understood and could not do: no such file, connection refused, container not running. */
export class AskError extends Error {
  override readonly name = 'AskError';
  /** `errno` name such as `ECONNREFUSED` where there is one, else a word such as `no-container`. */
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
