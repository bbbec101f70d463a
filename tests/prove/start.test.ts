// `npm start` and `npm run demo` as a newcomer meets them: real processes, an own data folder, no network.
import { chmodSync, chownSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../feed-to-digest/eventually.ts'
import { command, type RasidCommand } from './rasid-command.ts'
import { asOrdinaryUser, asOurselves, type Launch, scratchFolder, serverPid } from './rasid-process.ts'

// Every request to a publisher fails at once: no test depends on a network, and none visits the starter feeds.
const OFFLINE = { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' }

const SEED = 'بسبب داعش.. هل يتعاون بوتين مع طالبان؟'

let scratch: ReturnType<typeof scratchFolder>
let started: RasidCommand[]

beforeEach(() => {
  scratch = scratchFolder()
  // Else root's database, which runs as another user, would get its data elsewhere, and they would stay.
  chmodSync(scratch.path, 0o711)
  started = []
})
afterEach(async () => {
  await Promise.all(started.map((process) => process.endAll('SIGKILL')))
  await scratch.remove()
})

/**
 * `npm start` without npm: what the script of package.json runs. As another user, without the script too: what it got
 * from npm lies in our home, and fetching it again is not what is proved here.
 */
function run(script: 'start' | 'demo', settings: Record<string, string> = {}, launch: Launch = asOurselves) {
  const { node, checkout, user } = launch
  const entry = user ? ['--disable-warning=ExperimentalWarning', 'apps/cli/src/main.ts'] : ['scripts/run.mjs']
  const file = join(checkout, entry.pop() ?? '')
  const begun = command(node, [...entry, file, script], { ...OFFLINE, ...settings }, { cwd: '/', ...user })
  started.push(begun)
  return begun
}

/** A folder inside `scratch` that belongs to whom we start as. */
function ownedFolder(name: string, { user }: Launch): string {
  const path = join(scratch.path, name)
  mkdirSync(path, { recursive: true, mode: 0o711 })
  if (user) chownSync(path, user.uid, user.gid)
  return path
}

/** Writes in the rehearsal, as the form of the page does. */
async function say(page: string, text: string): Promise<void> {
  const { status } = await fetch(`${page}/chat/say`, {
    method: 'POST',
    headers: { origin: page, accept: 'application/json' },
    body: new URLSearchParams({ text }),
  })
  expect(status).toBe(200)
}

const dataDir = () => join(scratch.path, 'data')
const start = (launch?: Launch) => run('start', { RASID_DATA_DIR: dataDir() }, launch)

async function pageOf(process: RasidCommand): Promise<string> {
  const [, url = ''] = await process.says(/^Page +(http:\S+)/m, 60_000)
  return url
}

const textOf = async (url: string) => (await (await fetch(url)).text()).replace(/<[^>]*>/g, '')

describe('rasid start', () => {
  it('says something within a second, and offline ends its start with the block', async () => {
    const begunAt = performance.now()
    const process = start()
    await process.says(/./)
    expect(performance.now() - begunAt).toBeLessThan(1_000)
    await process.says(/^Stop +Ctrl-C/m, 60_000)
    const lines = process.out().split('\n')
    expect(process.out()).toMatch(/embedded Postgres/)
    expect(process.out()).toContain(dataDir())
    expect(process.out()).toMatch(/5 articles in the archive, 5 of them core/)
    expect(process.out()).toMatch(/russia-taliban-isis, rules \w+/)
    expect(process.out()).toMatch(/@BotFather/)
    expect(process.out()).toMatch(/\/claim \d{6}/)
    expect(process.out()).toMatch(/0 of \d+ feeds reachable: looks like no internet; none marked broken; next try/)
    const mixed = lines.filter((line) => /[ء-ي]/.test(line) && /[A-Za-z]/.test(line))
    expect(mixed, 'an Arabic title stands alone on its line').toEqual([])
    expect(await process.endAll('SIGINT')).toMatchObject({ code: 0 })
  })

  it('serves the seeds and a chat that answers, and ends within ten seconds of Ctrl-C with its database', async () => {
    const process = start()
    const page = await pageOf(process)
    expect(await textOf(page)).toContain(SEED)
    await say(page, '/start')
    await eventually(async () => expect(await textOf(`${page}/chat`)).toContain('أرشيف'), 30_000)
    expect(serverPid(dataDir())).not.toBeNull()
    const end = await process.endAll('SIGINT')
    expect(end).toMatchObject({ code: 0, signal: null })
    expect(end.ms).toBeLessThan(10_000)
    expect(serverPid(dataDir())).toBeNull()
  })

  it('starts a second time in a row, knowing what it knew, without loading anything twice', async () => {
    const first = start()
    const page = await pageOf(first)
    await say(page, '/start')
    await eventually(async () => expect(await textOf(`${page}/chat`)).toContain('أرشيف'), 30_000)
    await first.end('SIGTERM')
    const second = start()
    const again = await pageOf(second)
    expect(second.out()).toMatch(/5 articles in the archive/)
    expect((await textOf(again)).split(SEED).length - 1, 'each seed once').toBe(1)
    await say(again, '/stop')
    await eventually(async () => expect(await textOf(`${again}/chat`)).toContain('/stop'), 30_000)
    expect(await second.end('SIGINT'), 'sent to the script alone').toMatchObject({ code: 0 })
    expect(serverPid(dataDir())).toBeNull()
  })

  it('stands beside a second instance: one database, two pages, two chats, and the last one stops the database', async () => {
    const first = start()
    const firstPage = await pageOf(first)
    const second = start()
    const secondPage = await pageOf(second)
    expect(second.out()).toMatch(/already running: joined it/)
    expect(new URL(secondPage).port).not.toBe(new URL(firstPage).port)
    for (const page of [firstPage, secondPage]) {
      await say(page, '/start')
      await eventually(async () => expect(await textOf(`${page}/chat`)).toContain('أرشيف'), 30_000)
    }
    expect(await first.endAll('SIGINT')).toMatchObject({ code: 0 })
    expect(await textOf(secondPage)).toContain(SEED)
    expect(await second.endAll('SIGINT')).toMatchObject({ code: 0 })
    expect(serverPid(dataDir())).toBeNull()
  })

  it('says what is in the way when its own address is taken, and leaves nothing running', async () => {
    const first = start()
    const { host } = new URL(await pageOf(first))
    const second = run('start', { RASID_DATA_DIR: dataDir(), RASID_HTTP_ADDRESS: host })
    expect(await second.ended).toMatchObject({ code: 3 })
    expect(second.err()).toMatch(/another program does already; set RASID_HTTP_ADDRESS/)
    expect(await first.endAll('SIGINT')).toMatchObject({ code: 0 })
    expect(serverPid(dataDir())).toBeNull()
  })

  it('works for an ordinary user', async () => {
    const launch = asOrdinaryUser(scratch.path)
    const process = run('start', { RASID_DATA_DIR: ownedFolder('data', launch), HOME: '/nonexistent' }, launch)
    const page = await pageOf(process)
    expect(await textOf(page)).toContain(SEED)
    const end = await process.endAll('SIGINT')
    expect(end).toMatchObject({ code: 0 })
    expect(end.ms).toBeLessThan(10_000)
  })
})

describe('rasid demo', () => {
  it.each([
    { who: 'ourselves', launch: () => asOurselves },
    { who: 'an ordinary user', launch: () => asOrdinaryUser(scratch.path) },
  ])('shows the whole path and ends by itself within 30 s, as $who', async ({ launch }) => {
    const chosen = launch()
    const begunAt = performance.now()
    const settings = { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none', TMPDIR: ownedFolder('tmp', chosen) }
    const process = run('demo', settings, chosen)
    expect(await process.ended, process.err()).toMatchObject({ code: 0 })
    expect(performance.now() - begunAt).toBeLessThan(30_000)
    expect(process.out()).toContain('all that belongs to the topic was told, and nothing else')
    expect(readdirSync(settings.TMPDIR)).toEqual([])
  })

  it('ends cleanly in the middle at Ctrl-C', async () => {
    const process = run('demo', { TMPDIR: ownedFolder('tmp', asOurselves) })
    await process.says(/News breaks/, 60_000)
    const end = await process.endAll('SIGINT')
    expect(end.code).toBe(0)
    expect(end.ms).toBeLessThan(10_000)
    expect(process.out()).toContain('its database is deleted')
    expect(readdirSync(join(scratch.path, 'tmp'))).toEqual([])
  })
})
