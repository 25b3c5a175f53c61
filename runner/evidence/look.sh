# Prints what an engineer would look at first on a host, and in each container that runs there. Asking changes
# nothing: no module is loaded, no table made. What is not there is left out.
# MARK: word that begins the part of a container, on a line with its name. LIMIT: seconds for each command.
# SAVE_RULES: script that prints all rules of iptables.
PATH=$PATH:/usr/sbin:/sbin
export LC_ALL=C.UTF-8
max_bytes=65536
max_containers=20
# What puts a command into the network of the container that is looked at; its programs are the host's all the same,
# for a container may have none that can tell.
enter=()

# A command, under a title, and the end of what it says. Status: the command's.
ask() {
  local said status length
  said=$(timeout -k 1 "$LIMIT" "${@:2}" 2>&1 | tail -c $((max_bytes + 1)) | tr -d '\0'; exit "${PIPESTATUS[0]}")
  status=$?
  [ $status != 127 ] || return 127
  [ $status != 124 ] || said+=$'\n'"[lab: ended after $LIMIT s]"
  length=${#said}
  [ "$length" -le $max_bytes ] || said="[lab: the last $max_bytes of more characters]"$'\n'${said: -max_bytes}
  printf '\n$ %s\n%s\n' "$1" "$said"
  return $status
}

# A command in the network that is looked at, if there is such a program.
look() { command -v "$1" > /dev/null && ask "$*" "${enter[@]}" "$@"; }

look_at_network() {
  look ip addr
  look ip -s link
  look ip rule
  look ip route show table all
  look ip -s neigh
  look bridge link
  look bridge fdb
  ask 'sysctl: forwarding, reverse paths, IPVS' "${enter[@]}" bash -c '
    cd /proc/sys/net/ipv4 && grep -s . ip_forward conf/*/rp_filter conf/*/arp_{ignore,announce} vs/{conntrack,expire_nodest_conn}'
  look ss -tulnp
  if "${enter[@]}" test -e /proc/net/ip_vs; then
    look ipvsadm -Ln || look cat /proc/net/ip_vs
    look ipvsadm -Ln --stats
    look ipvsadm -Lnc || look cat /proc/net/ip_vs_conn
  fi
  ask 'iptables-save -c' "${enter[@]}" bash -c "$SAVE_RULES" save -c
}

look_at_system() {
  look systemctl --no-pager --plain list-units --failed
  look journalctl --no-pager -o short-monotonic -n 100
  look dmesg
  look lsmod
  look free -m
  look df -h
  look ps -eo pid,ppid,stat,etime,rss,args --forest
}

look_at_container() {
  local name=$1 init
  init=$(lxc-info -pH -n "$name") || return
  printf '\n%s %s\n' "$MARK" "$name"
  enter=(nsenter -t "$init" -n --)
  look_at_network || ask 'iptables-save -c' lxc-attach -n "$name" -- bash -c "$SAVE_RULES" save -c
  enter=(lxc-attach -n "$name" --)
  ask 'systemctl --failed' "${enter[@]}" systemctl --no-pager --plain list-units --failed
  ask 'journalctl' "${enter[@]}" journalctl --no-pager -n 50
}

look_at_network
look lxc-ls -f
look_at_system
command -v lxc-ls > /dev/null &&
  lxc-ls -1 --running | head -n $max_containers | while read -r name; do look_at_container "$name" < /dev/null; done
exit 0
