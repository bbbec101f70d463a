import { randomUUID } from 'node:crypto'
import { type Db, forgetFacts, takeFact, writeFact } from '@rasid/store'

// Four times within the minute after which `rasid_processes` counts a process no more.
const EVERY_MS = 15_000
const FORGOTTEN_AFTER_MS = 86_400_000

/**
 * Says in the database every 15 s that this process keeps these roles, so that the metrics of any page tell whether a
 * role without a port is there. A database that takes no words is no reason to stop.
 * @returns how to end it: the roles are taken back at once
 */
export function startHeartbeat(db: Db, roles: readonly ('worker' | 'bot' | 'web')[]): () => Promise<void> {
  const names = roles.map((role) => `alive:${role}:${randomUUID()}`)
  const beat = async (): Promise<void> => {
    for (const name of names) await writeFact(db, name, {})
    await forgetFacts(db, 'alive:', FORGOTTEN_AFTER_MS)
  }
  let last = beat().catch(() => {})
  const timer = setInterval(() => {
    last = last.then(beat).catch(() => {})
  }, EVERY_MS)
  return async () => {
    clearInterval(timer)
    await last
    await Promise.allSettled(names.map((name) => takeFact(db, name)))
  }
}
