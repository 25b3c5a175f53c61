import { quote } from '../hosts/quote.ts';

/** What stands at a path, symbolic links followed. */
export type FileFacts =
  | { readonly kind: 'missing' }
  /** A symbolic link that leads nowhere. */
  | { readonly kind: 'dangling'; readonly target: string }
  | {
      readonly kind: 'found';
      /** As `stat` calls it: `regular file`, `directory`, …. */
      readonly fileType: string;
      /** Octal, without leading zeros. */
      readonly mode: string;
      readonly user: string;
      readonly group: string;
      readonly content: string;
    };

const maxContentBytes = 16 * 1024 * 1024;

/** One line of facts, then the content where it is asked for. Only regular files are read: a pipe would not end. */
export const readFile = (path: string, { content }: { content: boolean }) => `
path=${quote(path)}
if [ -e "$path" ]; then
  stat -L -c 'found %a %U %G %F' -- "$path"
  ${content ? `if [ -f "$path" ]; then head -c ${maxContentBytes} -- "$path"; fi` : ''}
elif [ -L "$path" ]; then
  printf 'dangling %s\\n' "$(readlink -- "$path")"
else
  echo missing
fi`;

/** Reads what `readFile` prints; null where it is nothing of the kind. */
export function parseFileFacts(output: string): FileFacts | null {
  const end = output.indexOf('\n');
  const line = output.slice(0, end);
  if (line === 'missing') return { kind: 'missing' };
  if (line.startsWith('dangling ')) return { kind: 'dangling', target: line.slice('dangling '.length) };
  const [kind, mode = '', user = '', group = '', ...fileType] = line.split(' ');
  if (kind !== 'found') return null;
  return { kind, mode, user, group, fileType: fileType.join(' '), content: output.slice(end + 1) };
}
