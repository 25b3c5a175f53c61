// Builds the file tree that LXC's debian template copies, in the folder given as argument: containers.ext4, dpkg-status.
// usage: node containers.mjs FOLDER
import './plain-errors.mjs';
import { rm } from 'node:fs/promises';
import { suite } from './apt.mjs';
import { bootstrap } from './bootstrap.mjs';
import { containerFiles, containerPackages } from './packages.mjs';
import { receive } from './receive.mjs';

const workFolder = process.argv[2];
const here = import.meta.dirname;

await receive({
  folder: workFolder,
  make: (pipe) =>
    bootstrap({
      packages: containerPackages,
      ...containerFiles,
      hook: `sh ${here}/finish-containers.sh "$1" ${here} ${suite()} ${pipe}`,
      workFolder,
    }),
});
await rm(`${workFolder}/apt`, { recursive: true });
