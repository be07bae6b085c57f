import { defineConfig } from 'vitest/config'

/** The playground in a real Chromium: `npm run test:playground`, after a build. */
export default defineConfig({
  test: {
    include: ['test/playground/**/*.e2e.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
})
