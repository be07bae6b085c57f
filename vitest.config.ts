import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const src = join(import.meta.dirname, 'src')

export default defineConfig({
  resolve: {
    /** Code blocks of the docs import the entry points by their public names. */
    alias: [
      { find: /^messenger-cim$/, replacement: join(src, 'index.ts') },
      { find: /^messenger-cim\/(\w+)$/, replacement: join(src, '$1/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    /** Properties run thousands of times; a busy machine is no reason to fail. */
    testTimeout: 120_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text', 'html', 'json-summary'],
      thresholds: { lines: 95, branches: 95 },
    },
  },
})
