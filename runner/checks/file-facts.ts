import { perlQuote } from '../hosts/quote.ts';

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

/**
 * One line of facts, as stat(1) words them, then the content where it is asked for. Only regular files are read: a pipe
 * would not end. Names of users come from the files of that place itself: the libraries of a container are not ours.
 */
export const readFile = (path: string, { content }: { content: boolean }) => `
my $path = ${perlQuote(path)};
my @facts = stat $path;
if (!@facts) {
  my $target = readlink $path;
  return (0, defined $target ? "dangling $target\n" : "missing\n");
}
my $type = -f _ ? (-s _ ? 'regular file' : 'regular empty file') : -d _ ? 'directory' : -p _ ? 'fifo' : -S _ ? 'socket'
  : -c _ ? 'character special file' : 'block special file';
my $name = sub { (read_file("/etc/$_[0]") // '') =~ /^([^:\n]+):[^:\n]*:$_[1]:/m ? $1 : 'UNKNOWN' };
my $line = sprintf "found %o %s %s %s\n", $facts[2] & 07777, $name->('passwd', $facts[4]), $name->('group', $facts[5]), $type;
return (0, $line) unless ${content ? '-f $path' : '0'};
open my $file, '<:raw', $path or return (1, '', "$path: $!");
read $file, my $text, ${maxContentBytes};
return (0, $line . ($text // ''));`;

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
