import { quote } from '../hosts/quote.ts';
import type { DescribedCommand, DescribedOption, Offer } from './offers.ts';

/** The script for zsh: `_arguments` knows how options are typed, and asks `lab` for what only it can tell. */
export function zshScript(commands: readonly DescribedCommand[]): string {
  return `#compdef lab
# Completion of lab for zsh; made by \`lab completion zsh\`.

# Candidates a line, behind a tab what each is.
_lab_ask() {
  local -a whole open
  local line
  for line in "\${(@f)$("$lab" __complete $1 "\${(@Q)words[1,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}"; do
    [[ -n $line ]] || continue
    local candidate=\${line%%$'\\t'*}
    # What goes on behind a \`=\` or a \`:\` gets no blank.
    if [[ $candidate == *[=:] ]]; then open+=("\${candidate//:/\\\\:}:\${line#*$'\\t'}")
    else whole+=("\${candidate//:/\\\\:}:\${line#*$'\\t'}"); fi
  done
  local ret=1
  (( $#whole )) && _describe -V -t $1 $1 whole && ret=0
  (( $#open )) && _describe -V -t $1 $1 open -S '' && ret=0
  return ret
}

_lab_labs() {
  _alternative 'lab:lab: _lab_ask lab' 'files:document:_files -g "*.md(-.)"'
}

_lab() {
  local curcontext=$curcontext context state state_descr line ret=1
  local lab=\${(Q)words[1]/#\\~\\//$HOME/}
  typeset -A opt_args
  _arguments -C '(- *)'{-h,--help}'[show all commands]' '(- *)'{-V,--version}'[show the version]' \\
    '1: :->command' '*:: :->rest' && ret=0
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, summary }) => `        ${quote(`${name}:${summary}`)}`).join('\n')}
      )
      _describe -V -t commands command commands && ret=0 ;;
    rest)
      curcontext="\${curcontext%:*:*}:lab-$words[1]:"
      case $words[1] in
${commands.map(branch).join('\n')}
      esac ;;
  esac
  return ret
}

if [[ $funcstack[1] == _lab ]]; then _lab "$@"; else compdef _lab lab; fi
`;
}

function branch({ name, options, arguments: all }: DescribedCommand): string {
  const specs = [
    ...options.map(optionSpec),
    ...all.map(({ name: argument, isMany, offer }, index) =>
      quote(`${isMany ? '*' : index + 1}:${colonless(argument)}:${action(offer)}`),
    ),
  ];
  return `        ${name})\n          _arguments -s -S \\\n${specs.map((spec) => `            ${spec}`).join(' \\\n')} && ret=0 ;;`;
}

function optionSpec({ name, short, multiple, help, value }: DescribedOption): string {
  const said = `[${help.replaceAll(/[\\[\]]/g, String.raw`\$&`)}]`;
  const rest = `${said}${value ? `:${colonless(value.name)}:${action(value.offer)}` : ''}`;
  if (short) return `'(-${short} --${name})'{-${short},--${name}}${quote(rest)}`;
  return quote(`${multiple ? '*' : ''}--${name}${value ? '=' : ''}${rest}`);
}

const colonless = (text: string): string => text.replaceAll(':', String.raw`\:`);

/** A blank at the beginning keeps \`_arguments\` from putting words of its own in. */
function action(offer: Offer): string {
  if (offer === null) return ' ';
  if (typeof offer !== 'string') return `(${offer.join(' ')})`;
  return { file: '_files', lab: ' _lab_labs' }[offer as string] ?? ` _lab_ask ${offer}`;
}
