import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// A few kill -9 of a process each: too slow for `npm test`, so they run with the proofs.
const KILLED = 'tests/*/killed-*.test.ts'

export default defineConfig({
  test: {
    // Half of the tests wait for servers and processes; the default, one worker less than there are cores, leaves cores idle.
    maxWorkers: availableParallelism() + 1,
    // One load of the modules a worker instead of one a file halves the run. So a test file leaves nothing behind: no replaced module, no
    // changed environment, no open server.
    isolate: false,
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/{core,web-client,stand-ins}/src/**/*.test.ts',
            'apps/cli/src/**/*.test.ts',
            'tests/boundaries/**/*.test.ts',
          ],
          setupFiles: ['tests/property-seed.ts'],
          // A busy machine is no defect; what has a limit has it in CPU time.
          testTimeout: 60_000,
          // Sockets on loopback and limits of time, on machines that are shared: one slow moment is no defect, two are. What passed
          // only at its second try is named at the end of the run.
          retry: 1,
        },
      },
      {
        test: {
          name: 'database',
          include: [
            'packages/{store,operations}/src/**/*.test.ts',
            'apps/{worker,bot,web}/src/**/*.test.ts',
            'tests/**/*.test.ts',
          ],
          exclude: ['tests/boundaries/**', 'tests/prove/**', KILLED, '**/node_modules/**'],
          globalSetup: ['tests/database/global-setup.ts'],
          setupFiles: ['tests/property-seed.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          retry: 1,
        },
      },
      {
        // Slower: many kills, browsers, other versions of Postgres. One file at a time, since they measure processes.
        test: {
          name: 'prove',
          include: ['tests/prove/**/*.test.ts', KILLED],
          globalSetup: ['tests/database/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          retry: 1,
        },
      },
    ],
  },
})
