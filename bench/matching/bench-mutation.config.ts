import type { Plugin } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { keptThread } from './kept-thread.ts'

// What Stryker runs for every mutant: the tests of matching alone, without a database, all of them in one thread that is kept from
// mutant to mutant. The first failure ends a run, so quick files come first and those that load a whole topic last.
const LAST = ['shipped-topic', 'conditions', 'match-article', 'parse-topic', 'topic-edits'].map(
  (name) => `/${name}.test.ts`,
)

const placeOf = ({ moduleId }: TestSpecification): number => LAST.findIndex((end) => moduleId.endsWith(end))

class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => placeOf(a) - placeOf(b) || a.moduleId.localeCompare(b.moduleId))
  }
}

const keepThread: Plugin = {
  name: 'keep-thread',
  // Stryker sets the pool itself, so it can only be replaced afterwards.
  configureVitest({ project }) {
    project.config.pool = keptThread.name as 'threads'
    project.config.poolRunner = keptThread
  },
}

export default {
  plugins: [keepThread],
  test: {
    include: ['packages/core/src/{arabic,topic}/**/*.test.ts'],
    setupFiles: ['bench/matching/bench-mutation.setup.ts'],
    sequence: { setupFiles: 'list', sequencer: QuickFirst },
    isolate: false,
    testTimeout: 20_000,
  },
}
