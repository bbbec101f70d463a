// A rematch in a process of its own, slow enough to be killed in the middle of a batch.
import { assignArticle, rematch, rulesInForce } from '@rasid/operations'
import { openStore } from '@rasid/store'

const [url = ''] = process.argv.slice(2)
const store = openStore(url)
const rules = await rulesInForce(store.db)
await rematch(
  {
    ...{ db: store.db, rules, now: () => new Date() },
    assign: (...args) => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
      return assignArticle(...args)
    },
    onProgress: ({ counts }) => void process.stdout.write(`${counts.judged}\n`),
  },
  { author: 'test', batch: 2, everything: false },
)
await store.close()
