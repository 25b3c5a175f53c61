import { showHarmful } from '../../execute/output/index.ts';

/**
 * A workflow command as GitHub reads it (actions/toolkit, `command.ts`): what comes from elsewhere can neither end it
 * nor begin another.
 */
export function workflowCommand(
  name: 'error' | 'warning' | 'group' | 'endgroup',
  {
    properties = {},
    message = '',
  }: { properties?: Readonly<Record<string, string | number>>; message?: string } = {},
): string {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${[name, given.join(',')].filter(Boolean).join(' ')}::${escapeMessage(message)}`;
}

/** Newlines go through, escaped. An older kind of command, `##[name]`, is obeyed anywhere in a line. */
function escapeMessage(text: string): string {
  return showHarmful(text).replaceAll('##[', '# #[').replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
