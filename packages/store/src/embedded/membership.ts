import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'

/** "member" in ASCII: every member holds this lock shared; whoever gets it alone is the last. */
const MEMBER_LOCK = 0x6d656d626572

/** One process's place at the running server, held by a connection of its own: it ends with the process, however that ends. */
export interface Membership {
  sql: postgres.Sql
  /** Gives the place up; true when nobody else holds one. Only under the start lock, so that nobody joins meanwhile. */
  leave(): Promise<boolean>
}

/** Joins the members of the server at `url` (its `postgres` database). */
export async function becomeMember(url: string): Promise<Membership> {
  let here = true
  const sql = postgres(url, {
    max: 1,
    // Never recycled: a member without its connection counts as gone.
    max_lifetime: null,
    idle_timeout: 0,
    connect_timeout: 10,
    onnotice: () => {},
    onclose: () => {
      if (here) void rejoin()
    },
    connection: { application_name: 'rasid-member' },
  })
  const hold = () => sql`select pg_advisory_lock_shared(${MEMBER_LOCK}::bigint)`
  // Postgres cuts every connection when one of its processes was killed, and is back a moment later.
  const rejoin = async () => {
    for (let tries = 0; here && tries < 20; tries++) {
      await sleep(250, undefined, { ref: false })
      if (
        await hold().then(
          () => true,
          () => false,
        )
      )
        return
    }
  }
  await hold()
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
