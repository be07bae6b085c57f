import { defineConfig } from 'vitest/config'

/** The hosts as processes of their own, over HTTP: `npm run test:examples`, after a build. */
export default defineConfig({
  test: {
    include: ['test/examples/**/*.e2e.ts'],
    // One host at a time has the machine, for answer times are measured.
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 30_000,
  },
})
