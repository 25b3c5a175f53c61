// Builds what a host is made from, in the folder given as argument: root.ext4, vmlinuz, initrd, busybox, dpkg-status.
// usage: node recipe.mjs FOLDER
import './plain-errors.mjs';
import { rm } from 'node:fs/promises';
import { $ } from 'zx';
import { bootstrap } from './bootstrap.mjs';
import { hostFiles, hostPackages } from './packages.mjs';
import { receive } from './receive.mjs';

const workFolder = process.argv[2];
const here = import.meta.dirname;

await receive({
  folder: workFolder,
  make: (pipe) =>
    bootstrap({
      packages: hostPackages,
      ...hostFiles,
      hook: `sh ${here}/finish-host.sh "$1" ${here} ${pipe}`,
      workFolder,
    }),
});
await rm(`${workFolder}/apt`, { recursive: true });
const { stdout } = await $`du -m --total ${workFolder}`;
console.log(`${stdout.trim().split('\n').at(-1).split('\t')[0]} MB on disk`);
