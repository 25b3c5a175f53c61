import { readAttributes, type Table, flag } from './attributes.ts';
import type { Context } from './draft.ts';
import type { Fence } from './fence.ts';
import { report } from './gather.ts';
import { type ExpectedOutput, outputModes } from './lab.ts';
import { patternFault } from './pattern.ts';

const modes: Table = Object.fromEntries(outputModes.map((mode) => [mode, flag]));

/** An `output` fence; its mode is `like` unless it says another. */
export const readOutput = (fence: Fence, { file }: Context): ExpectedOutput => {
  const { values, place } = readAttributes({ file, fence, table: modes, of: 'an output block' });
  const given = outputModes.filter((mode) => values[mode] === true);
  const mode = given[0] ?? 'like';
  if (given.length > 1) {
    const message = `Expected one mode, not ${given.map((name) => `\`${name}\``).join(' and ')}.\nKeep one.`;
    report(file, { rule: 'output-mode', message, at: place(given[1] ?? mode) });
  }
  const fault = mode === 'regex' ? patternFault(fence.text) : null;
  if (fault !== null) report(file, { rule: 'bad-regex', message: fault, at: fence.locate(0, 0) });
  return { mode, text: fence.lineCount === 0 ? '' : `${fence.text}\n`, line: fence.at.line };
};
