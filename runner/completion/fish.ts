import type { DescribedCommand, Offer } from './offers.ts';

/** The script for fish 3.0 or later. */
export function fishScript(commands: readonly DescribedCommand[]): string {
  const valued = commands.flatMap(({ options }) =>
    options.flatMap(({ name, value }) => (value ? [`--${name}`] : [])),
  );
  return `# Completion of lab for fish; made by \`lab completion fish\`.

function __lab_ask
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l lab (string replace -r '^~/' "$HOME/" -- $words[1])
    $lab __complete $argv[1] $words[2..-1] "$current" 2>/dev/null
end

# Whether the command of the call is this one; with a number, whether so many arguments stand behind it.
function __lab_at
    set -l words (commandline -opc)
    set -l count 0
    test (count $words) -gt 1; and test "$words[2]" = "$argv[1]"; or return 1
    test (count $argv) -gt 1; or return 0
    set -l is_value 0
    for word in $words[3..-1]
        if test $is_value = 1
            set is_value 0
        else if contains -- $word ${[...new Set(valued)].join(' ')}
            set is_value 1
        else if not string match -q -- '-*' $word
            set count (math $count + 1)
        end
    end
    test $count = $argv[2]
end

# Documents and folders; fish puts them first, and does not leave the other files out.
function __lab_documents
    __fish_complete_suffix .md | string match -r '^(?:.*\\.md|.*/)(?:\\t.*)?$'
end

function __lab_starts
    test (count (commandline -opc)) = 1
end

complete -c lab -f
complete -c lab -n __lab_starts -s h -l help -d 'show all commands'
complete -c lab -n __lab_starts -s V -l version -d 'show the version'
${commands.map(describe).join('\n')}
`;
}

function describe({ name, summary, options, arguments: all }: DescribedCommand): string {
  const at = (number: number | null) =>
    `complete -c lab -n ${quote(`__lab_at ${name}${number === null ? '' : ` ${number}`}`)}`;
  return [
    '',
    `complete -c lab -n __lab_starts -a ${name} -d ${quote(summary)}`,
    ...options.map(({ name: option, short, help, value }) => {
      const forms = `${short ? `-s ${short} ` : ''}-l ${option}`;
      return `${at(null)} ${forms} ${value ? `${offered(value.offer)} ` : ''}-d ${quote(help)}`;
    }),
    ...all.flatMap(({ isMany, offer }, index) =>
      offer === null ? [] : [`${at(isMany ? null : index)} ${offered(offer, { isOption: false })}`],
    ),
  ].join('\n');
}

/** What follows is needed (\`-r\`), and no file unless files are offered; candidates stay in their order. */
function offered(offer: Offer, { isOption = true }: { isOption?: boolean } = {}): string {
  const alone = isOption ? '-x ' : '';
  if (offer === null) return '-x';
  if (typeof offer !== 'string') return `${alone}-a ${quote(offer.join(' '))}`;
  if (offer === 'file') return isOption ? '-r -F' : '-F';
  const documents = offer === 'lab' ? ' (__lab_documents)' : '';
  return `${alone}-k -a ${quote(`(__lab_ask ${offer})${documents}`)}`;
}

function quote(text: string): string {
  return `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}
