#!/bin/sh
# Turns a file tree into the disk that a host mounts at /var/cache/lxc/debian; sends it as tar into a pipe.
# usage: finish-containers.sh TREE RECIPE_FOLDER SUITE PIPE      (by mmdebstrap, as the tree's root)
set -e
tree=$1 recipe=$2 suite=$3 pipe=$4
architecture=$(dpkg --print-architecture)
out=$(mktemp -d -p "${tree%/*}")
trap 'umount "$out/disk/rootfs-$suite-$architecture"; rm -rf "$out"' EXIT

cp "$recipe"/root/etc/apt/apt.conf.d/90lab* "$tree/etc/apt/apt.conf.d/"
# The template generates this locale anew in every container, which takes half a minute without KVM. It is there
# already, and a generator that is asked for it says so.
echo 'en_US.UTF-8 UTF-8' > "$tree/etc/locale.gen"
chroot "$tree" locale-gen >&2
chroot "$tree" dpkg-divert --quiet --local --rename --add /usr/sbin/locale-gen
cp -a --no-preserve=ownership "$recipe/container-root/." "$tree/"
# Half of all files, most of them the same zone by another name.
(cd "$tree/usr/share/zoneinfo" && find . -mindepth 1 ! -path './Etc*' ! -path ./UTC ! -path ./Asia ! -path ./Asia/Tokyo -delete) 2> /dev/null || true
# What a container's systemd would do at its first boot only, and would look for in vain at every one.
touch "$tree/etc/.updated" "$tree/var/.updated"
sh "$recipe/mask-generators.sh" "$tree"
sh "$recipe/drop-timers.sh" "$tree"
sh "$recipe/clean.sh" "$tree"

echo 'lab: making the disk image' >&2
cd "$out"
cp "$tree/var/lib/dpkg/status" dpkg-status
mkdir -p "disk/rootfs-$suite-$architecture"
mount --bind "$tree" "disk/rootfs-$suite-$architecture"
# Without a release named, the template takes what is stable today; in a lab that is the release of its hosts.
ln -s "rootfs-$suite-$architecture" "disk/rootfs-stable-$architecture"
size=$(du -sxm "$tree" | cut -f1)
mke2fs -q -t ext4 -O ^has_journal -m 0 -d disk containers.ext4 "$((size * 5 / 4 + 32))M" >&2
tar -cS containers.ext4 dpkg-status > "$pipe"
