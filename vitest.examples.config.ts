import { defineConfig } from 'vitest/config'

/** The hosts as processes of their own, over HTTP, and all that wants a Redis: `npm run test:examples`, after a build. */
export default defineConfig({
  test: {
    include: ['test/examples/**/*.e2e.ts', 'test/bullmq/**/*.test.ts'],
    globalSetup: 'test/examples/install-redis.ts',
    // One host at a time has the machine, for answer times are measured.
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 30_000,
  },
})
