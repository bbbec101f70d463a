// A Rasid process as far as the database goes: opens it, says so, and holds it until its input ends. Run by the proofs.
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
for await (const chunk of process.stdin) {
  await database.store.sql`insert into feeds (url, outlet) values (${String(chunk).trim()}, 'proof')`
  console.log(JSON.stringify({ added: String(chunk).trim() }))
}
await database.close()
