/**
 * A bash program that judges the texts on its standard input, each ended by NUL. For each it prints two records, each
 * ended by NUL: bash's messages, then the status; first without `extglob`, then with it where that failed.
 *
 * No text is ever run. `set -n` comes before it within the same `eval`, so that bash only reads it, until `local -`
 * gives the function's caller its options back (bash 4.4). A bash without that would read on and do nothing more:
 * answers would be missing, which the caller notices. A restricted shell with an empty PATH is the second wall.
 */
export const syntaxScript = String.raw`
exec 2>&1
PATH=
set -r
judge() {
  local -
  eval "set -n
$1"
}
while IFS= read -r -d '' text; do
  judge "$text"
  status=$?
  printf '%s\0' "$status"
  if (( status )); then
    shopt -s extglob
    judge "$text"
    status=$?
    shopt -u extglob
  fi
  printf '%s\0' "$status"
done
`;
