import { lstatSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { migrate, openStore, type Store, startEmbedded } from '@rasid/store'

export interface TemporaryDatabase {
  store: Store
  /** Stops the server and deletes its data. */
  close(): Promise<void>
}

// The data live for seconds: nothing of them has to survive a power cut.
const NO_DURABILITY = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }

/**
 * An embedded Postgres of its own in a temporary folder. Knows nothing of DATABASE_URL and RASID_DATA_DIR: the demo
 * must never meet a user's data. @throws DatabaseUnavailable
 */
export async function openTemporaryDatabase(applicationName: string): Promise<TemporaryDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rasid-demo-'))
  let release = async () => {}
  try {
    const server = await startEmbedded({ dataDir, log: () => {}, settings: NO_DURABILITY })
    release = server.release
    await migrate(server.url)
    const store = openStore(server.url, { applicationName })
    const close = () =>
      store
        .close()
        .finally(release)
        .finally(() => removeData(dataDir))
    return { store, close }
  } catch (error) {
    await release()
    removeData(dataDir)
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
