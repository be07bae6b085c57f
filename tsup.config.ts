import { posix } from 'node:path'
import { defineConfig } from 'tsup'
import manifest from './package.json' with { type: 'json' }
import { writeJsonSchemas } from './scripts/json-schemas.ts'
import { pureConstants } from './scripts/pure-constants.ts'

const entryPoints = Object.keys(manifest.exports).filter((path) => !path.endsWith('.json'))

const entries = Object.fromEntries(
  entryPoints.map((entryPoint) => [
    posix.join(entryPoint, 'index'),
    posix.join('src', entryPoint, 'index.ts'),
  ]),
)

/** One entry per entry point, and the command; ESM shares chunks between them, so an error class exists once (see docs). */
export default defineConfig({
  entry: { ...entries, 'cli/index': 'src/cli/index.ts' },
  format: ['esm'],
  target: 'es2023',
  platform: 'neutral',
  external: [/^node:/],
  // A bundler writes modules in the order of their imports. With the packages first, parts of our own code follow one
  // another, which compresses better. What a chunk does not use of this, tree shaking removes.
  banner: { js: "import 'linkifyjs';import 'zod/mini'" },
  // Without it there is no node:sqlite and no node:test.
  removeNodeProtocol: false,
  dts: { entry: entries },
  sourcemap: true,
  splitting: true,
  treeshake: { moduleSideEffects: false },
  esbuildPlugins: [pureConstants],
  clean: true,
  onSuccess: async () => writeJsonSchemas('dist/schemas'),
})
