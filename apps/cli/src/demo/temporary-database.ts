import { lstatSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Database, openDatabase } from '@rasid/store'

/**
 * An embedded Postgres of its own in a temporary folder; `close` stops it and deletes every byte. Knows nothing of
 * DATABASE_URL and RASID_DATA_DIR: the demo must never meet a user's data. @throws DatabaseUnavailable
 */
export async function openTemporaryDatabase(applicationName: string): Promise<Database> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rasid-demo-'))
  const remove = () => removeData(dataDir)
  try {
    const database = await openDatabase({ databaseUrl: null, dataDir, applicationName, log: () => {} })
    return { ...database, close: () => database.close().finally(remove) }
  } catch (error) {
    remove()
    throw error
  }
}

/** For root the data may lie elsewhere, behind a link, since Postgres runs as another user. */
function removeData(dataDir: string): void {
  const data = join(dataDir, 'pg18')
  const isElsewhere = lstatSync(data, { throwIfNoEntry: false })?.isSymbolicLink() === true
  const folders = isElsewhere ? [dirname(readlinkSync(data)), dataDir] : [dataDir]
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
