import { startTestServer } from '@rasid/store/testing'

/** One Postgres for the whole run: that of DATABASE_URL, else an embedded one in a temporary folder. Returns its teardown. */
export async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer(process.env.DATABASE_URL)
  // The workers are started after this and inherit it; `freshDatabase` reads it there.
  process.env.RASID_TEST_DATABASE_URL = server.url
  process.env.RASID_TEST_TEMPLATE = server.template
  return () => server.stop()
}
