// Bundles runner/ into dist/: one file loads several times as quickly as the few hundred that the libraries come in.
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

const outdir = 'dist';
rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: ['runner/main.ts'],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'linked',
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  chunkNames: 'chunks/[name]-[hash]',
  // CommonJS packages inside an ES module bundle still call `require` for Node's own modules.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});
