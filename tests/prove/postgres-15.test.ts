import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { claimLease, openDatabase, schema } from '@rasid/store'
import { startTestServer } from '@rasid/store/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** Where Debian and Ubuntu put the server programs of each version. */
const DEBIAN = '/usr/lib/postgresql'
const PASSWORD = 'of-this-proof-only'

function installed(): { version: number; bin: string }[] {
  if (!existsSync(DEBIAN)) return []
  return readdirSync(DEBIAN)
    .map((name) => ({ version: Number(name), bin: join(DEBIAN, name, 'bin') }))
    .filter(({ version, bin }) => version >= 15 && existsSync(join(bin, 'initdb')))
}

it('has a Postgres of the system to prove DATABASE_URL with', () => {
  if (process.env.RASID_PROVE_SKIP_POSTGRES === '1') return
  const advice = `no Postgres ≥ 15 under ${DEBIAN}: apt-get install postgresql-15, or set RASID_PROVE_SKIP_POSTGRES=1`
  expect(installed(), advice).not.toEqual([])
})

describe.each(installed())('Postgres $version by DATABASE_URL', ({ version, bin }) => {
  let server: { url: string; stop(): Promise<void> }
  beforeAll(async () => {
    server = await startSystemServer(bin)
  })
  afterAll(() => server?.stop())

  const open = () =>
    openDatabase({ databaseUrl: server.url, dataDir: null, log: () => {}, applicationName: 'rasid-proof' })

  it('migrates and keeps what is stored', async () => {
    const database = await open()
    const { db, sql } = database.store
    const [row] = await sql<{ version: number }[]>`select current_setting('server_version_num')::int / 10000 as version`
    expect(row?.version).toBe(version)
    await db.insert(schema.feeds).values({ url: 'https://feeds.example/a', outlet: 'وسيلة', title: 'عنوانٌ عربيّ' })
    expect(await claimLease(db, 'proof', '7b6a2a5e-0000-4000-8000-000000000001', 60_000)).toBe(true)
    await database.close()

    const again = await open()
    expect(await again.store.db.select({ title: schema.feeds.title }).from(schema.feeds)).toEqual([
      { title: 'عنوانٌ عربيّ' },
    ])
    expect(await claimLease(again.store.db, 'proof', '7b6a2a5e-0000-4000-8000-000000000002', 60_000)).toBe(false)
    await again.close()
  })

  it('serves the tests too, and is left clean', async () => {
    const run = await startTestServer(server.url)
    await run.stop()
    const database = await open()
    expect(
      await database.store.sql`select 1 from pg_database where starts_with(datname, 'rasid_template')`,
    ).toHaveLength(0)
    await database.close()
  })

  it('refuses a wrong password in words', async () => {
    await expect(
      openDatabase({
        databaseUrl: server.url.replace(PASSWORD, 'wrong'),
        dataDir: null,
        log: () => {},
        applicationName: 'rasid-proof',
      }),
    ).rejects.toMatchObject({ problem: 'password' })
  })
})

/** A private server in a temporary folder, with a database `news`, run as `postgres` when we are root. */
async function startSystemServer(bin: string) {
  const root = mkdtempSync(join(tmpdir(), 'rasid-system-postgres-'))
  const user = process.getuid?.() === 0 ? idOf('postgres') : null
  const data = join(root, 'data')
  const passwordFile = join(root, 'password')
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(passwordFile, PASSWORD)
  if (user) for (const path of [root, data, passwordFile]) chownSync(path, user.uid, user.gid)
  const initdb = [
    '-D',
    data,
    '-U',
    'owner',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C.UTF-8',
  ]
  execFileSync(join(bin, 'initdb'), initdb, { ...user, cwd: '/', stdio: 'ignore' })
  const port = await freePort()
  const options = ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
  const child = spawn(join(bin, 'postgres'), options, { ...user, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
  await ready(child)
  return {
    url: `postgres://owner:${PASSWORD}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      child.kill('SIGINT')
      while (child.exitCode === null && child.signalCode === null) await sleep(20)
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stderr?.on('data', (chunk) => {
      printed += chunk
      if (printed.includes('ready to accept connections')) resolve()
    })
    child.once('exit', () => reject(new Error(`the system's Postgres did not start: ${printed}`)))
  })
}

function idOf(name: string) {
  const id = (flag: string) => Number(execFileSync('id', [flag, name]).toString())
  return { uid: id('-u'), gid: id('-g') }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
