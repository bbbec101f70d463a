// A Rasid process as far as the database goes: opens it, says so, and holds it until its input ends. Run by the proofs.
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '@rasid/store'

const database = await openDatabase({
  databaseUrl: null,
  dataDir: process.env.RASID_DATA_DIR ?? null,
  log: (line) => console.error(line),
  applicationName: 'rasid-proof',
})
const [feeds] = await database.store.sql<{ count: number }[]>`select count(*)::int as count from feeds`
console.log(
  JSON.stringify({ joined: database.embedded?.joined, dataDir: database.embedded?.dataDir, feeds: feeds?.count }),
)

/** Like the jobs of a worker: what failed with the connection is tried again. */
async function store(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await database.store.sql`insert into feeds (url, outlet) values (${url}, 'proof') on conflict do nothing`
      return
    } catch (error) {
      if (tries === 50) throw error
      await sleep(200)
    }
  }
}

for await (const chunk of process.stdin) {
  await store(String(chunk).trim())
  console.log(JSON.stringify({ added: String(chunk).trim() }))
}
await database.close()
