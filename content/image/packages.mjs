/** What an ordinary small Debian has, and what the labs' tools expect to find. Each costs a second or so to build. */
export const hostPackages = [
  // The system
  'systemd systemd-sysv udev dbus kmod procps psmisc busybox-static netbase',
  // A person's tools
  'less nano vim-tiny file lsof strace jq bsdextrautils xz-utils zstd openssl',
  // Networks
  'iproute2 iputils-ping ifupdown isc-dhcp-client bridge-utils ethtool tcpdump traceroute netcat-openbsd socat',
  'curl wget ca-certificates iptables',
  // What LXC's debian template calls, and what it misses if it is not there
  'debootstrap rsync locales distro-info uidmap',
].flatMap((line) => line.split(' '));

/** What LXC's debian template itself puts into a container, without its SSH server, and with what a reader types. */
export const containerPackages = [
  'init ifupdown locales ca-certificates dialog isc-dhcp-client netbase net-tools iproute2 apt-transport-https',
  'iputils-ping procps less',
].flatMap((line) => line.split(' '));
