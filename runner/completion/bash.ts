import { quote } from '../hosts/quote.ts';
import type { DescribedCommand, Offer } from './offers.ts';

/**
 * The script for bash 4.4 or later. It needs no bash-completion: words are parted at blanks by itself, for bash parts
 * them at `=` and `:` as well.
 */
export function bashScript(commands: readonly DescribedCommand[]): string {
  return `# Completion of lab for bash; made by \`lab completion bash\`.

# What stands behind an option is in \`offer\`; fails where nothing does.
_lab_option_offer() {
  case "$1 $2" in
${groupByOffer(
  commands.flatMap(({ name, options }) =>
    options.flatMap(({ name: option, value }) =>
      value ? [{ pattern: quoted(`${name} --${option}`), offer: value.offer }] : [],
    ),
  ),
)}
    *) return 1 ;;
  esac
}

# What the argument of this number (from 0) can be is in \`offer\`.
_lab_argument_offer() {
  offer=
  case "$1 $2" in
${groupByOffer(
  commands.flatMap(({ name, arguments: all }) =>
    all.map(({ isMany, offer }, index) => ({
      pattern: isMany ? `${quoted(`${name} `)}*` : quoted(`${name} ${index}`),
      offer,
    })),
  ),
)}
  esac
}

# Candidates a line, behind a tab what each is.
_lab_options() {
  case $1 in
${commands.map(({ name, options }) => `    ${name}) ${lines(options.map((option) => [`--${option.name}`, option.help]))} ;;`).join('\n')}
  esac
}

_lab_commands() {
  ${lines([...commands.map(({ name, summary }) => [name, summary]), ['--help', 'show all commands'], ['--version', 'show the version']])}
}

${machinery}`;
}

/** The branches of a case: patterns with the same offer share one. */
function groupByOffer(entries: readonly { pattern: string; offer: Offer }[]): string {
  const groups = new Map<string, string[]>();
  for (const { pattern, offer } of entries) {
    const key = showOffer(offer);
    groups.set(key, [...(groups.get(key) ?? []), pattern]);
  }
  return [...groups].map(([offer, patterns]) => `    ${patterns.join(' | ')}) offer=${offer} ;;`).join('\n');
}

/** Fixed words behind a \`=\`, else the name of a kind. */
const showOffer = (offer: Offer): string =>
  offer === null ? '' : quote(typeof offer === 'string' ? offer : `=${offer.join(' ')}`);

const quoted = (text: string): string => `'${text}'`;

const lines = (rows: readonly (readonly [string, string] | readonly string[])[]): string =>
  `printf '%s\\n' ${rows.map((row) => quote(row.join('\t'))).join(' ')}`;

/** What is the same whatever commands there are. */
const machinery = `# Takes of the lines of standard input what begins like the word; behind a second Tab says what each is.
_lab_reply() {
  local candidate what whole width=0 found=() said=() index
  while IFS=$'\\t' read -r candidate what; do
    whole=$lead$candidate
    [[ -n $candidate && $whole == "$current"* ]] || continue
    whole=\${whole#"$head"}
    [[ -z $quotes ]] || _lab_quote
    found+=("$whole") said+=("$what")
    (( \${#whole} > width )) && width=\${#whole}
  done
  if [[ $COMP_TYPE == 63 && \${#found[@]} -gt 1 ]]; then
    for index in "\${!found[@]}"; do
      [[ -n \${said[index]} ]] || continue
      printf -v whole '%-*s  (%s)' "$width" "\${found[index]}" "\${said[index]}"
      found[index]=\${whole:0:\${COLUMNS:-80}-2}
    done
  fi
  COMPREPLY+=("\${found[@]}")
  [[ \${#found[@]} -eq 1 && \${found[0]} == *[=:] ]] && compopt -o nospace
}

# A file's name as bash takes it for one; a tilde stays what it is.
_lab_quote() {
  local home=
  [[ $whole != '~'*/* ]] || home=\${whole%%/*}/
  printf -v whole '%s%q' "$home" "\${whole#"$home"}"
}

_lab_ask() {
  "$lab" __complete "$1" "\${words[@]:1:\${#words[@]}-2}" "$current" 2>/dev/null
}

_lab_offer() {
  case $offer in
    '') ;;
    =*) _lab_reply < <(printf '%s\\n' \${offer#=}) ;;
    file) _lab_files ;;
    lab) _lab_files '!*.md'; _lab_reply < <(_lab_ask lab) ;;
    *) compopt -o nosort; _lab_reply < <(_lab_ask "$offer") ;;
  esac
}

# Files, without those that the pattern is for, and folders.
_lab_files() {
  compopt -o filenames
  # Of a name such as \`$(x)\` bash itself would quote a part; inside quotes there is nothing for us to do.
  [[ \${words[-1]} == [\\"\\']* ]] || { compopt -o noquote; quotes=1; }
  _lab_reply < <(compgen -f -X "$1" -- "\${current#"$lead"}"; [[ -z $1 ]] || compgen -d -- "\${current#"$lead"}")
}

_lab() {
  local IFS=$' \\t\\n' lab=\${1/#~\\//$HOME/} line=\${COMP_LINE:0:COMP_POINT} lead= quotes= head offer words=() current index argument=0
  COMPREPLY=()
  # Without -r a backslash keeps a blank in its word.
  read -d '' -a words <<<"$line" || :
  [[ $line == *[[:blank:]] ]] && words+=('')
  current=\${words[-1]//[\\"\\']/}
  # readline replaces only what it takes for the word: what stands behind the last \`=\` or \`:\`.
  head=\${current%"$2"}
  if (( \${#words[@]} < 3 )); then
    _lab_reply < <(_lab_commands)
    return
  fi
  for (( index = 2; index < \${#words[@]} - 1; index++ )); do
    case \${words[index]} in
      --*=* ) ;;
      --*)
        if _lab_option_offer "\${words[1]}" "\${words[index]}"; then
          (( index++ ))
          if (( index == \${#words[@]} - 1 )); then _lab_offer; return; fi
        fi ;;
      -*) ;;
      *) (( argument++ )) ;;
    esac
  done
  case $current in
    --*=*)
      if _lab_option_offer "\${words[1]}" "\${current%%=*}"; then lead=\${current%%=*}=; _lab_offer; fi ;;
    -*) _lab_reply < <(_lab_options "\${words[1]}") ;;
    *) _lab_argument_offer "\${words[1]}" "$argument"; _lab_offer ;;
  esac
}

complete -F _lab lab
`;
