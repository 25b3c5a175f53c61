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

# User-mode Linux, where Debian has it for this architecture: its kernel beside the other one, its modules in the tree.
uml=
if apt apt-cache show user-mode-linux > /dev/null 2>&1; then
  echo 'lab: unpacking user-mode Linux' >&2
  apt apt-get -o APT::Sandbox::User= download user-mode-linux tcc >&2
  for package in user-mode-linux tcc; do dpkg-deb -x "$package"_*.deb "$package"; done
  uml=linux.uml
  mv user-mode-linux/usr/bin/linux.uml "$uml"
  modules=user-mode-linux/usr/lib/uml/modules
  uml_version=$(ls "$modules")
  # Hardware that it never has, and file systems that no lab mounts, are half of it.
  for unused in drivers/iio drivers/md drivers/mtd drivers/scsi drivers/target fs/afs fs/ceph fs/f2fs fs/gfs2 fs/nfs fs/nfsd \
    fs/nilfs2 fs/ocfs2 fs/orangefs fs/smb fs/ubifs net/atm net/batman-adv net/ceph net/nfc net/tipc; do
    rm -rf "$modules/$uml_version/kernel/$unused"
  done
  mv "$modules/$uml_version" "$tree/usr/lib/modules/"
  chroot "$tree" depmod "$uml_version"
  "./$uml" --showconfig > "$tree/boot/config-$uml_version"
  tcc/usr/bin/tcc -nostdinc -nostdlib -shared -o xstate.so "$recipe/uml/xstate.c"
  # Where it changes, trials are made anew.
  { dpkg-deb -f user-mode-linux_*.deb Version; md5sum xstate.so "$recipe/initramfs/trial" "$recipe/initramfs/init"; } |
    cut -d' ' -f1 | xargs > uml-version
  uml="$uml xstate.so uml-version"
fi

cp -a --no-preserve=ownership "$recipe/root/." "$tree/"
sh "$recipe/clean.sh" "$tree"
sh "$recipe/settle.sh" "$tree"

echo 'lab: making the initramfs' >&2
mkdir -p initramfs/bin initramfs/dev initramfs/proc initramfs/sys initramfs/root initramfs/modules
cp "$recipe"/initramfs/* initramfs/
cp "$tree/bin/busybox" initramfs/bin/
for applet in sh cat chroot cp hostname insmod ip ln md5sum mkdir mount reboot rm sed switch_root tr true umount; do
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
tar -cS root.ext4 vmlinuz $uml initrd busybox dpkg-status > "$pipe"
