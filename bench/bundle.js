import { join } from 'node:path';
import { build } from 'esbuild';

/** Compiles a program of this folder that is made of the runner's parts; resolves with its path. */
export async function bundle({ root, name }) {
  const outfile = join(root, 'dist', `${name}.js`);
  await build({
    entryPoints: [join(root, 'bench', `${name}.ts`)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  return outfile;
}
