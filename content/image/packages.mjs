/** What an ordinary small Debian has, and what the labs' tools expect to find. Each costs a second or so to build. */
export const hostPackages = [
  // The system
  'systemd systemd-sysv udev dbus kmod procps psmisc busybox-static netbase perl',
  // A person's tools
  'less nano vim-tiny file lsof strace jq bsdextrautils xz-utils zstd openssl',
  // Networks
  'iproute2 iputils-ping ifupdown isc-dhcp-client bridge-utils ethtool tcpdump traceroute netcat-openbsd socat',
  'curl wget ca-certificates iptables',
  // What LXC's debian template calls, and what it complains about if it is not there
  'debootstrap rsync locales distro-info uidmap',
].flatMap((line) => line.split(' '));

/** What LXC's debian template itself puts into a container, without its SSH server, and with what a reader types. */
export const containerPackages = [
  'init ifupdown locales ca-certificates dialog isc-dhcp-client netbase net-tools iproute2 apt-transport-https',
  'iputils-ping procps less',
].flatMap((line) => line.split(' '));

const unread = ['man', 'doc', 'info', 'locale', 'lintian', 'bug'].map((name) => `/usr/share/${name}/*`);

/** Files that no lab reads. */
export const hostFiles = {
  exclude: unread,
  include: ['/usr/share/doc/*/copyright', '/usr/share/locale/locale.alias'],
};

/** `lxc-create` copies a container file by file, some hundred a second without KVM: what few need stays out. */
export const containerFiles = {
  exclude: [
    ...unread,
    '/usr/share/i18n/charmaps/*',
    '/usr/share/i18n/locales/*',
    '/usr/lib/x86_64-linux-gnu/gconv/*',
  ],
  include: [
    '/usr/share/locale/locale.alias',
    '/usr/share/i18n/charmaps/UTF-8.gz',
    ...['C', 'POSIX', 'i18n*', 'iso14651*', 'translit_*', 'en_US', 'en_GB', 'ja_JP'].map(
      (name) => `/usr/share/i18n/locales/${name}`,
    ),
    '/usr/lib/x86_64-linux-gnu/gconv/gconv-modules*',
    ...['UTF-16', 'UTF-32', 'UTF-7', 'UNICODE', 'ISO8859-1', 'EUC-JP', 'SJIS'].map(
      (name) => `/usr/lib/x86_64-linux-gnu/gconv/${name}.so`,
    ),
  ],
};
