// Bundles runner/ into dist/: one file loads several times as quickly as the few hundred that the libraries come in.
import { build } from 'esbuild';

await build({
  entryPoints: ['runner/main.ts'],
  outdir: 'dist',
  bundle: true,
  // What a command does not need is not loaded. Old chunks stay: a program that is running may still ask for them.
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: 'linked',
  minifySyntax: true,
  minifyWhitespace: true,
  // CommonJS packages inside an ES module still call `require` for Node's own modules.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});
