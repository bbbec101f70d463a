import type { Plugin } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { keptThread } from './kept-thread.ts'

// What Stryker runs for every mutant: the tests of matching alone, without a database, all of them in one thread that is kept from
// mutant to mutant. The first failure ends a run. So the files come first that failed last, since mutants of one place are mostly found
// by the same test, and those last that load a whole topic or compile many.
const COSTLY = [
  'resolve',
  'readings',
  'second-topic',
  'rule-needs',
  'shipped-topic',
  'conditions',
  'match-article',
  'parse-topic',
  'topic-edits',
].map((name) => `/${name}.test.ts`)

const costOf = ({ moduleId }: TestSpecification): number => COSTLY.findIndex((end) => moduleId.endsWith(end))

class LikelyFailureFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const failed = (file: TestSpecification): number =>
      Number(this.ctx.cache.getTestSpecificationResult(file)?.failed ?? false)
    return files.toSorted(
      (a, b) => failed(b) - failed(a) || costOf(a) - costOf(b) || a.moduleId.localeCompare(b.moduleId),
    )
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
    sequence: { setupFiles: 'list', sequencer: LikelyFailureFirst },
    isolate: false,
    testTimeout: 20_000,
  },
}
