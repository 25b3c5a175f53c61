import { flag, readAttributes } from './attributes.ts';
import { absolutePath, containerName, duration, hostNames, id, mode, owner } from './attribute-values.ts';
import type { Context, Draft } from './draft.ts';
import type { Fence } from './fence.ts';
import { chooseHosts } from './hosts.ts';
import { defaultTimeoutMs } from './shell-block.ts';

const table = {
  append: flag,
  container: containerName,
  file: absolutePath,
  host: hostNames,
  id,
  mode,
  norun: flag,
  owner,
  timeout: duration,
};

/** A fence with `file=`, of any language. Null for `norun`. */
export const readFileBlock = (fence: Fence, { file, hosts }: Context): Draft | null => {
  const { values, place } = readAttributes({ file, fence, table, of: 'a `file=` block' });
  const norun = values.norun === true;
  if (norun && values.host === undefined) return null;
  const missing = 'This file would not be written anywhere.\nSay where with `host=NAME`.';
  const chosen = chooseHosts({ file, hosts, names: values.host, at: place('host'), missing });
  if (norun) return null;
  return {
    id: values.id === undefined ? null : { text: values.id, at: place('id') },
    stem: null,
    until: null,
    items: (blockId) => [
      {
        kind: 'file',
        id: blockId,
        line: fence.at.line,
        text: fence.lineCount === 0 ? '' : `${fence.text}\n`,
        hosts: chosen,
        container: values.container ?? null,
        path: values.file ?? '',
        mode: values.mode ?? null,
        owner: values.owner ?? null,
        append: values.append ?? false,
        timeoutMs: values.timeout ?? defaultTimeoutMs,
      },
    ],
  };
};
