import type { Check, Item, ShellBlock } from '../runner/document/lab.ts';
import { quote } from '../runner/hosts/quote.ts';

/** A piece of shell script for one bash of one host: what somebody without lab would write there. */
export interface Piece {
  readonly host: string;
  readonly container: string | null;
  readonly text: string;
}

/**
 * An item of a lab as plain script, a piece a host, to be run side by side. Checks vanish, but for those that wait
 * (`within`): a plain loop waits for the same.
 */
export function toPieces(item: Item): Piece[] {
  if (item.kind === 'check') return item.withinMs === 0 ? [] : [waitFor(item)];
  const { container, hosts } = item;
  const text =
    item.kind === 'file'
      ? `printf %s ${quote(item.text)} ${item.append ? '>>' : '>'} ${quote(item.path)}`
      : blockText(item);
  return hosts.map((host) => ({ host, container, text }));
}

/** Ends what the blocks of a step left in the background, as the end of a step does. */
export const endBackground =
  '[ -z "$background" ] || { pkill -INT -P "$background"; wait "$background"; background=; }';

function blockText({ text, exit, background, ready }: ShellBlock): string {
  if (background) {
    const isReady = ready === null ? '' : `\nuntil grep -qF ${quote(ready)} /tmp/ready; do sleep 0.1; done`;
    return `( ${text}\n) > /tmp/ready 2>&1 & background=$!${isReady}`;
  }
  // Its last command may fail, as the document says.
  return exit === 0 ? `set -e\n${text}\nset +e` : `set +e\n${text}\n:`;
}

/** What to ask for, as a script that fails until it is so. */
const questions: Readonly<Record<string, (spec: Record<string, unknown>) => string>> = {
  command: ({ command, stdout }) =>
    typeof stdout === 'string' ? `[ "$(${String(command)})" = ${quote(stdout.trimEnd())} ]` : String(command),
  file: ({ file, contains, matches }) =>
    [
      `test -e ${quote(String(file))}`,
      ...(typeof contains === 'string' ? [`grep -qF -e ${quote(contains)} ${quote(String(file))}`] : []),
      ...(typeof matches === 'string' ? [`grep -qP -e ${quote(matches)} ${quote(String(file))}`] : []),
    ].join(' && '),
  http: ({ http }) => {
    const { hostname, port } = new URL(String(http));
    return `exec 3<>/dev/tcp/${hostname}/${port || 80}; printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3; grep -q ' 200 ' <&3`;
  },
  ping: ({ ping }) => `ping -c 1 -W 1 ${quote(String(ping))}`,
  process: ({ process }) => `pidof ${quote(String(process))}`,
  service: ({ service }) => `systemctl is-active ${quote(String(service))}`,
};

const giveUpSeconds = 600;

function waitFor({ id, type, host, container, spec }: Check): Piece {
  const question = questions[type]?.(spec);
  if (question === undefined)
    throw new Error(`Cannot wait for a ${type} check (${id}) in a plain script: teach it`);
  const where = container === null ? '' : `lxc-attach -n ${quote(container)} -- `;
  const text = [
    `end=$((SECONDS + ${giveUpSeconds}))`,
    `until ${where}bash -c ${quote(question)} > /dev/null 2>&1; do [ $SECONDS -lt $end ] || exit 1; sleep 0.2; done`,
  ].join('\n');
  return { host, container: null, text };
}
