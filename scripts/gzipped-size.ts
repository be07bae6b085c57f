import { gzipSync } from 'node:zlib'
import { build as bundle, type Platform } from 'esbuild'
import { root } from './project.ts'

/** What is bundled: a module's text, for which platform, and what is left out of the bundle. */
export type Bundle = { code: string; platform: Platform; external: string[] }

/**
 * What a module weighs in a bundle, minified and gzipped, in bytes. `messenger-cim` is resolved as users do,
 * by `exports` in `dist`, so without the paths of tsconfig.json.
 */
export async function gzippedSize({ code, platform, external }: Bundle): Promise<number> {
  const { outputFiles } = await bundle({
    stdin: { contents: code, resolveDir: root },
    bundle: true,
    format: 'esm',
    target: 'es2023',
    platform,
    external,
    minify: true,
    write: false,
    logLevel: 'warning',
    tsconfigRaw: {},
  })
  return outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents).byteLength, 0)
}
