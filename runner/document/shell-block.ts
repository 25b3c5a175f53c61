import { flag, readAttributes } from './attributes.ts';
import { containerName, duration, exitStatus, hostNames, id, text } from './attribute-values.ts';
import type { Context, Draft } from './draft.ts';
import type { Fence } from './fence.ts';
import { report } from './gather.ts';
import { chooseHosts } from './hosts.ts';
import type { ExpectedOutput } from './lab.ts';

export const defaultTimeoutMs = 120_000;

export const shellTable = {
  background: flag,
  container: containerName,
  exit: exitStatus,
  host: hostNames,
  id,
  norun: flag,
  ready: text,
  timeout: duration,
  tty: flag,
};

/** What can't stand together, and why. */
const contradictions = [
  {
    one: 'exit',
    other: 'background',
    why: 'A background block is ended by `lab`: its status means nothing.',
  },
  { one: 'tty', other: 'background', why: 'A background block has no terminal.' },
] as const;

/** A shell block still open to the output block that may follow it. */
export interface ShellDraft extends Draft {
  output: ExpectedOutput | null;
}

/** Null for `norun` blocks, which still must be well formed. */
export const readShellBlock = (fence: Fence, { file, hosts }: Context): ShellDraft | null => {
  const { values, place } = readAttributes({ file, fence, table: shellTable, of: 'a shell block' });
  for (const { one, other, why } of contradictions) {
    if (values[one] === undefined || values[other] === undefined) continue;
    const message = `\`${one}\` and \`${other}\` contradict each other.\n${why}`;
    report(file, { rule: 'contradiction', message, at: place(one) });
  }
  if (values.ready !== undefined && values.background === undefined) {
    const message = '`ready` means nothing without `background`.\nAdd `background`, or remove `ready`.';
    report(file, { rule: 'contradiction', message, at: place('ready') });
  }
  const norun = values.norun === true;
  if (norun && values.host === undefined) return null;
  const missing =
    'This block would not run anywhere.\nSay where with `host=NAME`, or that it is only shown with `norun`.';
  const chosen = chooseHosts({ file, hosts, names: values.host, at: place('host'), missing });
  if (norun) return null;
  return {
    id: values.id === undefined ? null : { text: values.id, at: place('id') },
    stem: null,
    until: null,
    output: null,
    items(blockId) {
      return [
        {
          kind: 'shell',
          id: blockId,
          line: fence.at.line,
          textLine: fence.at.line + 1,
          text: fence.text,
          hosts: chosen,
          container: values.container ?? null,
          timeoutMs: values.timeout ?? defaultTimeoutMs,
          exit: values.exit ?? 0,
          background: values.background ?? false,
          ready: values.ready ?? null,
          tty: values.tty ?? false,
          output: this.output,
        },
      ];
    },
  };
};
