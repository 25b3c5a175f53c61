/**
 * Prints every rule of this network namespace, from both iptables, as `iptables-save` does. Asking loads no module and
 * makes no table: the legacy one dumps just the tables that ip_tables_names lists, the nft one is left alone while
 * nf_tables is not in the kernel. Arguments are handed on.
 * Without /proc/modules nothing can be loaded: there it may try, and fail. Starts nothing but them: it is asked often.
 */
export const saveRules = `
PATH=$PATH:/usr/sbin:/sbin
found=
if read -r _ 2>/dev/null </proc/net/ip_tables_names; then
  for tool in iptables-legacy-save iptables-save; do
    command -v $tool >/dev/null && { found=yes; $tool "$@" || exit 1; break; }
  done
  [ -n "$found" ] || exit 127
fi
read -r release </proc/sys/kernel/osrelease
IFS= read -rd '' builtin 2>/dev/null <"/lib/modules/$release/modules.builtin"
if [[ -d /sys/module/nf_tables || ! -e /proc/modules || $builtin = */nf_tables.ko* ]]; then
  for tool in iptables-nft-save iptables-save; do
    command -v $tool >/dev/null && { found=yes; $tool "$@" || [ ! -e /proc/modules ] || exit 1; break; }
  done
  [ -n "$found" ] || exit 127
fi`;

/** The rules of one table, from what `iptables-save` prints (for legacy and nft one after the other), as `-S` would. */
export function parseSavedRules(output: string, table: string): string[] {
  const rules: string[] = [];
  let current = '';
  for (const line of output.split('\n')) {
    if (line.startsWith('*')) current = line.slice(1).trim();
    if (current !== table) continue;
    const [, chain, policy] = /^:(\S+) (\S+)/u.exec(line) ?? [];
    if (chain !== undefined && policy !== undefined)
      rules.push(policy === '-' ? `-N ${chain}` : `-P ${chain} ${policy}`);
    else if (line.startsWith('-A ')) rules.push(line);
  }
  return rules;
}
