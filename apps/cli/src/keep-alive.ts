import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, databaseAnswers } from '@rasid/store'

// Four times within the minute after which a container's health check gives the role up.
const EVERY_MS = 15_000

/**
 * For roles without a port: touches `rasid-<role>.alive` in the temporary folder while this process turns and its
 * database answers; docker-compose.yml looks at its age. A folder that cannot be written to is no reason to stop.
 * @returns how to end it.
 */
export function keepAlive(role: string, db: Db): () => void {
  const file = join(tmpdir(), `rasid-${role}.alive`)
  const touch = async (): Promise<void> => {
    try {
      await databaseAnswers(db)
      const now = new Date()
      writeFileSync(file, '', { mode: 0o600, flag: 'a' })
      utimesSync(file, now, now)
    } catch {
      // The file grows old, which is what its reader is to see.
    }
  }
  void touch()
  const timer = setInterval(() => void touch(), EVERY_MS)
  return () => {
    clearInterval(timer)
    rmSync(file, { force: true })
  }
}
