import fc from 'fast-check';
import { expect, test } from 'vitest';
import { showHarmful } from '../../../runner/execute/output/index.ts';
import { workflowCommand } from '../../../runner/report/github/command.ts';

/** As the runner of GitHub reads a line (actions/runner, `ActionCommand.TryParseV2`). */
function parse(line: string) {
  const end = line.indexOf('::', 2);
  const [name = '', rest = ''] = line.slice(2, end).split(/ (.*)/s);
  const unescape = (text: string) =>
    text
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%25', '%');
  const properties = rest.split(',').map((pair) => pair.split(/=(.*)/s).slice(0, 2).map(unescape));
  return {
    name,
    properties: Object.fromEntries(properties) as unknown,
    message: unescape(line.slice(end + 2)),
  };
}

const unit = fc.constantFrom(...'a=%:,;[# \t\n\r\u001b\u2028容'.split(''), '::', '##[', '%0A', '%3A');
const hostile = fc.string({ unit });

test('what goes into a command comes out of it, in one line, whatever it is', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, (file, title, message) => {
      const line = workflowCommand('error', { properties: { file, line: 7, title }, message });
      expect(line).not.toMatch(/[\n\r]|##\[/);
      const clean = (text: string) => showHarmful(text).replaceAll('##[', '# #[');
      expect(parse(line)).toEqual({
        name: 'error',
        properties: { file: clean(file), line: '7', title: clean(title) },
        message: clean(message),
      });
    }),
  );
});

test('a command without anything', () => {
  expect(workflowCommand('endgroup')).toBe('::endgroup::');
});
