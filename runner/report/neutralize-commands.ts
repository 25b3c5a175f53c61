/**
 * A line of a log that no CI service takes for a command: GitHub obeys `::name::` after leading blanks, and
 * `##[name]` anywhere in a line (actions/runner, `ActionCommand.cs`).
 */
export function neutralizeCommands(line: string): string {
  // Colours of ours may stand before it.
  // eslint-disable-next-line no-control-regex
  return line.replace(/^((?:\s|\u001b\[\d+m)*):(?=:)/, '$1: ').replaceAll('##[', '# #[');
}
