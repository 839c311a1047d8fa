import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,connectors,simulators,test,bench}/**/*.test.{ts,tsx}'],
    globalSetup: ['test/template.ts'],
    // One process for each file costs more than the files themselves, and none of them shares state.
    pool: 'threads',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
