#!/bin/sh
# Turns a file tree into a host: kernel, our files, units; sends disk image, kernel and initramfs as tar into a pipe.
# usage: finish-host.sh TREE RECIPE_FOLDER PIPE      (by mmdebstrap, as the tree's root)
set -e
tree=$1 recipe=$2 pipe=$3
out=$(mktemp -d -p "${tree%/*}")
# mmdebstrap has /proc and /sys mounted in the tree; a bind mount shows it without them.
mkdir "$out/tree"
mount --bind "$tree" "$out/tree"
trap 'umount "$out/tree"; rm -rf "$out"' EXIT

echo 'lab: unpacking the kernel' >&2
cd "$out"
apt() { APT_CONFIG=$MMDEBSTRAP_APT_CONFIG "$@"; }
meta=linux-image-cloud-$(dpkg --print-architecture)
package=$(apt apt-cache depends "$meta" | sed -n 's/.*Depends: \(linux-image-.*\)/\1/p')
apt apt-get -o APT::Sandbox::User= download "$package" >&2
dpkg-deb -x linux-image-*.deb kernel
# The tree's /lib is a link, which unpacking over it would replace.
mv kernel/lib/modules "$tree/usr/lib/"
mv kernel/boot/* "$tree/boot/"
version=$(ls "$tree/usr/lib/modules")
chroot "$tree" depmod "$version"
mv "$tree/boot/vmlinuz-$version" vmlinuz

cp -a --no-preserve=ownership "$recipe/root/." "$tree/"
sh "$recipe/clean.sh" "$tree"
sh "$recipe/settle.sh" "$tree"

echo 'lab: making the initramfs' >&2
mkdir -p initramfs/bin initramfs/dev initramfs/proc initramfs/sys initramfs/root initramfs/modules
cp "$recipe"/initramfs/* initramfs/
cp "$tree/bin/busybox" initramfs/bin/
for applet in sh cat chroot cp hostname insmod ip md5sum mount reboot rm sed switch_root tr true umount; do
  ln -s busybox "initramfs/bin/$applet"
done
chroot "$tree" modprobe -aS "$version" --show-depends virtio_pci virtio_blk virtio_console virtio_net virtio_rng \
  virtio_balloon |
  awk '/^insmod/ && !seen[$2]++ { print $2 }' | while read -r module; do
    cp "$tree$module" initramfs/modules/
    echo "${module##*/}" >> initramfs/modules/order
  done
(cd initramfs && find . | ../initramfs/bin/busybox cpio -o -H newc -R 0:0 > ../initrd)

echo 'lab: making the disk image' >&2
cp "$tree/bin/busybox" busybox
cp "$tree/var/lib/dpkg/status" dpkg-status
# No journal: a host's disk is thrown away, never repaired.
# Its inode tables are written now: the kernel would fill them in later, while a lab runs.
mke2fs -q -t ext4 -O ^has_journal -E lazy_itable_init=0 -i 32768 -d tree root.ext4 8G >&2
tar -cS root.ext4 vmlinuz initrd busybox dpkg-status > "$pipe"
