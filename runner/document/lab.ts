import type { CheckSpec } from '../checks/types.ts';

/** A lab as one of its documents describes it: plain data, readonly, free of Markdown. Lines count from 1. */
export interface Lab {
  /** The file name without `.md` and without a language: `01-lxc-basics` for `01-lxc-basics.ja.md` too. */
  readonly id: string;
  /** Path of the document as it was given, for messages and reports. */
  readonly document: string;
  readonly title: string;
  readonly hosts: readonly LabHost[];
  /** Debian packages that `apt-get install` must find without a network. */
  readonly packages: readonly string[];
  readonly internet: boolean;
  readonly files: readonly LabFile[];
  readonly steps: readonly Step[];
}

export interface LabHost {
  readonly name: string;
  readonly memoryMiB: number;
  readonly cpus: number;
  readonly diskMiB: number;
  /** In the order of `eth0`, `eth1`, …; `address` is a CIDR where the document gives one. */
  readonly networks: readonly { readonly segment: string; readonly address: string | null }[];
}

/** A file put on hosts before the first step. */
export interface LabFile {
  /** Absolute path of the source, inside `content/`. */
  readonly from: string;
  readonly to: string;
  readonly hosts: readonly string[];
  /** Octal, as `chmod` takes it. */
  readonly mode: string;
  readonly line: number;
}

/** A level-2 section that has a block or a check. */
export interface Step {
  readonly id: string;
  readonly title: string;
  readonly line: number;
  /** Blocks, files and checks in the order of the document. A check on two hosts is two items. */
  readonly items: readonly Item[];
}

export type Item = ShellBlock | FileBlock | Check;

/** A fenced shell block that runs on each of `hosts`, side by side. `norun` blocks are not in a Lab's items. */
export interface ShellBlock {
  readonly kind: 'shell';
  readonly id: string;
  /** Line of the opening fence. */
  readonly line: number;
  /** Line of the first line of `text`. */
  readonly textLine: number;
  readonly text: string;
  readonly hosts: readonly string[];
  readonly container: string | null;
  readonly timeoutMs: number;
  readonly exit: number | 'any';
  readonly background: boolean;
  readonly ready: string | null;
  readonly tty: boolean;
  readonly output: ExpectedOutput | null;
}

/** A fence with `file=`: its text is written to `path`. */
export interface FileBlock {
  readonly kind: 'file';
  readonly id: string;
  readonly line: number;
  /** Ends with a newline unless empty. */
  readonly text: string;
  readonly hosts: readonly string[];
  readonly container: string | null;
  readonly path: string;
  readonly mode: string | null;
  /** `user` or `user:group`. */
  readonly owner: string | null;
  readonly append: boolean;
  readonly timeoutMs: number;
}

export interface ExpectedOutput {
  readonly mode: OutputMode;
  /** Ends with a newline unless empty. */
  readonly text: string;
  readonly line: number;
}

export const outputModes = ['like', 'exact', 'contains', 'regex', 'sample'] as const;
export type OutputMode = (typeof outputModes)[number];

/** One check on one host. */
export interface Check {
  readonly kind: 'check';
  readonly id: string;
  /** Line of the list item. */
  readonly line: number;
  readonly type: string;
  /** The host it looks at or asks from. */
  readonly host: string;
  readonly container: string | null;
  readonly withinMs: number;
  readonly holdsMs: number;
  readonly not: boolean;
  /** Id of the step after which it is no longer true. */
  readonly until: string | null;
  readonly hint: string | null;
  /** What the type's own schema made of the item's other keys. */
  readonly spec: CheckSpec;
}
