import { randomBytes } from 'node:crypto'
import { openStore, type Store } from '../open-store.ts'
import { asAdmin, databaseAt } from './test-server.ts'

export { startTestServer, type TestServer } from './test-server.ts'

export interface FreshDatabase {
  url: string
  store: Store
  /** Closes the store and drops the database, other connections to it included. */
  drop(): Promise<void>
}

/**
 * A migrated, empty database of this test's own, copied from the run's template. Needs the global setup of the vitest project
 * (`tests/database/global-setup.ts`), which names server and template in the environment.
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = process.env.RASID_TEST_DATABASE_URL
  const template = process.env.RASID_TEST_TEMPLATE
  if (!server || !template) {
    throw new Error('freshDatabase needs the test server: run the test by "vitest --project database"')
  }
  const name = `${template}_${randomBytes(6).toString('hex')}`
  await asAdmin(server, (sql) => sql.unsafe(`create database ${name} template ${template}`))
  const url = databaseAt(server, name)
  const store = openStore(url, { applicationName: 'rasid-test', connections: 4 })
  return {
    url,
    store,
    drop: async () => {
      await store.close()
      await asAdmin(server, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`))
    },
  }
}
