#!/bin/sh
# Settles a host's file tree: which units start, and what differs from a fresh Debian. usage: settle.sh TREE
set -e
cd "$1/etc/systemd/system"

# Half of a boot without KVM went into units that no lab looks at (systemd-analyze blame). `masked` can't be wanted
# back by a package; `dropped` are there, for labs to start.
masked='
  systemd-logind.service systemd-user-sessions.service systemd-update-utmp.service
  systemd-update-utmp-runlevel.service
  getty.target getty-static.service systemd-ask-password-wall.path systemd-ask-password-console.path
  systemd-udev-trigger.service systemd-random-seed.service systemd-firstboot.service systemd-sysusers.service
  systemd-pcrphase.service systemd-pcrphase-sysinit.service systemd-repart.service systemd-pstore.service
  systemd-machine-id-commit.service systemd-journal-flush.service systemd-remount-fs.service
  systemd-binfmt.service proc-sys-fs-binfmt_misc.automount
  dev-hugepages.mount dev-mqueue.mount sys-kernel-config.mount sys-kernel-debug.mount sys-kernel-tracing.mount
  sys-fs-fuse-connections.mount systemd-journald-audit.socket cryptsetup.target integritysetup.target veritysetup.target
'
dropped='
  multi-user.target.wants/networking.service network-online.target.wants/networking.service
  multi-user.target.wants/e2scrub_reap.service multi-user.target.wants/remote-fs.target
  sysinit.target.wants/systemd-pstore.service getty.target.wants/getty@tty1.service
'
for unit in $masked; do ln -sf /dev/null "$unit"; done
for link in $dropped; do rm -f "$link"; done
mkdir -p multi-user.target.wants
ln -sf ../lab-agent.service ../lab-lines.service ../lab-mirror.service multi-user.target.wants/
ln -sf /lib/systemd/system/multi-user.target default.target
cd "$1"
sh "$(dirname "$0")/mask-generators.sh" . getty
sh "$(dirname "$0")/drop-timers.sh" .
mkdir -p usr/local/lib/lab/mirror var/cache/lxc/debian
# Nothing to load or to talk to at boot: the bus starts when somebody calls it.
rm -f etc/modules-load.d/* usr/lib/systemd/system/multi-user.target.wants/dbus.service
# Without a time zone file LXC's template spares every container a reconfiguration of its own.
rm -f etc/timezone
