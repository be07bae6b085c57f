import { posix } from 'node:path'
import { defineConfig } from 'tsup'
import manifest from './package.json' with { type: 'json' }

const doors = Object.keys(manifest.exports).filter((path) => path !== './package.json')

/** One entry per door; ESM shares chunks between doors, so an error class exists once (see docs). */
export default defineConfig({
  entry: Object.fromEntries(
    doors.map((door) => [posix.join(door, 'index'), posix.join('src', door, 'index.ts')]),
  ),
  format: ['esm'],
  target: 'es2023',
  platform: 'neutral',
  external: [/^node:/],
  dts: true,
  sourcemap: true,
  splitting: true,
  treeshake: { moduleSideEffects: false },
  clean: true,
})
