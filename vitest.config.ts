import { defineConfig } from 'vitest/config'

/** A file to which the results go as JSON as well, for `.ci/run`. */
const report = process.env.MUSTER_TEST_REPORT

export default defineConfig({
  test: {
    include: ['{src,connectors,simulators,test,bench,accept}/**/*.test.{ts,tsx}'],
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    globalSetup: ['test/template.ts'],
    // One process for each file costs more than the files themselves, and none of them shares state.
    pool: 'threads',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
