/**
 * A line of a log that no CI service takes for a command: GitHub obeys `::name::` after leading blanks, and
 * `##[name]` anywhere in a line (actions/runner, `ActionCommand.cs`).
 */
export function neutralizeCommands(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll('##[', '# #[');
}
