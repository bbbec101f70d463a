import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'

/** "member" in ASCII: every member holds this lock shared; whoever gets it alone is the last. */
const MEMBER_LOCK = 0x6d656d626572
/** While the server runs but is not ready; then, when it cannot be started, ever more slowly. */
const SHORTEST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 10_000

/** One process's place at the running server, held by a connection of its own: it ends with the process, however that ends. */
export interface Membership {
  sql: postgres.Sql
  /** Gives the place up; true when nobody else holds one. Only under the start lock, so that nobody joins meanwhile. */
  leave(): Promise<boolean>
}

/** Joins the members of the server at `url` (its `postgres` database). `revive` is called as long as the server stays away, and
 *  says whether one runs again. */
export async function becomeMember(url: string, revive: () => Promise<boolean>): Promise<Membership> {
  let here = false
  let rejoining = false
  const sql = postgres(url, {
    max: 1,
    // Never recycled: a member without its connection counts as gone.
    max_lifetime: null,
    idle_timeout: 0,
    connect_timeout: 10,
    onnotice: () => {},
    onclose: () => void rejoin(),
    connection: { application_name: 'rasid-member' },
  })
  const hold = () => sql`select pg_advisory_lock_shared(${MEMBER_LOCK}::bigint)`
  // When one of its processes was killed, Postgres cuts every connection and is back a moment later; when all were, it is not.
  const rejoin = async () => {
    if (!here || rejoining) return
    rejoining = true
    let pauseMs = SHORTEST_PAUSE_MS
    while (here) {
      await sleep(pauseMs, undefined, { ref: false })
      if (!here || (await succeeds(hold()))) break
      const runs = await revive()
      pauseMs = runs ? SHORTEST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    }
    rejoining = false
  }
  await hold()
  here = true
  return {
    sql,
    leave: async () => {
      here = false
      const last = await isLast(sql)
      await sql.end({ timeout: 2 })
      return last
    },
  }
}

async function succeeds(query: PromiseLike<unknown>): Promise<boolean> {
  try {
    await query
    return true
  } catch {
    return false
  }
}

async function isLast(sql: postgres.Sql): Promise<boolean> {
  try {
    await sql`select pg_advisory_unlock_all()`
    // A process that was killed a moment ago may still have its backend.
    for (let tries = 0; tries < 3; tries++) {
      const [row] = await sql<{ alone: boolean }[]>`select pg_try_advisory_lock(${MEMBER_LOCK}::bigint) as alone`
      if (row?.alone) return true
      await sleep(30)
    }
    return false
  } catch {
    return false // The server is gone already; nothing to stop.
  }
}
