import fc from 'fast-check'
import { beforeEach, inject, vi } from 'vitest'

// Runs before every test file of a mutation run, in a thread that is kept from mutant to mutant.

interface Instrumenter {
  activeMutant?: string | undefined
  hitCount?: number
}

const state = globalThis as { __stryker__?: Instrumenter; lastMutant?: string | undefined }
const mutant = (inject as (key: string) => unknown)('activeMutant') as string | undefined

if (state.lastMutant !== mutant) {
  vi.resetModules()
  state.lastMutant = mutant
}
// Stryker switches on only when tests begin; what is made once at load (tables, patterns, compiled topics) is made before.
if (state.__stryker__ !== undefined) {
  state.__stryker__.activeMutant = mutant
  state.__stryker__.hitCount = 0
}

// The same examples for every mutant and every run.
fc.configureGlobal({ seed: 1_448_483_201, numRuns: 30 })

const SLOW =
  /never raised by an unrelated|both readers of YAML|its anchors and references|marks, tatweel and controls are sprinkled/
beforeEach(({ task, skip }) => {
  if (SLOW.test(task.name)) skip()
})
