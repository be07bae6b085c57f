/** `npm run size`: what the entry points weigh in a bundle, minified and gzipped, against their budgets. */
import { gzipSync } from 'node:zlib'
import { build as bundle, type Platform } from 'esbuild'
import { build, manifest, root } from './project.ts'

type Budget = {
  what: string
  code: string
  platform: Platform
  /** Left out of the bundle. */
  external: string[]
  /** In kB of 1000 bytes. */
  max: number
  /** What was aimed at and is not reached, in kB; docs/contributing/checks.md says why. */
  aim?: number
}

const dependencies = Object.keys(manifest.dependencies)

const budgets: readonly Budget[] = [
  {
    what: 'root entry point with its dependencies',
    code: "export * from 'messenger-cim'",
    platform: 'browser',
    external: [],
    max: 60,
  },
  {
    what: 'root entry point without them',
    code: "export * from 'messenger-cim'",
    platform: 'browser',
    external: dependencies,
    max: 29,
    aim: 15,
  },
  {
    what: 'verifySignature alone',
    code: "export { verifySignature } from 'messenger-cim/webhook'",
    platform: 'node',
    external: dependencies,
    max: 2,
  },
]

build()
for (const { what, max, aim, ...options } of budgets) {
  const size = await gzippedSize(options)
  const isWithin = size <= max * 1000
  const told = `${(size / 1000).toFixed(2).padStart(6)} kB of ${String(max).padStart(2)} kB`
  const missed = aim === undefined ? '' : ` (aimed at ${aim} kB)`
  console.log(`${told}  ${isWithin ? 'ok' : 'TOO LARGE'}  ${what}${missed}`)
  if (!isWithin) process.exitCode = 1
}

/** `messenger-cim` is found as users find it, by `exports` in `dist`: hence no paths of tsconfig.json. */
async function gzippedSize({ code, platform, external }: Omit<Budget, 'what' | 'max' | 'aim'>) {
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
