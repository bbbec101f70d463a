import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { asOrdinaryUser, type RasidProcess, scratchFolder, serverPid, startRasid } from './rasid-process.ts'

let scratch: ReturnType<typeof scratchFolder>
let processes: RasidProcess[]

beforeEach(() => {
  scratch = scratchFolder()
  processes = []
})
afterEach(async () => {
  for (const { kill } of processes) await kill()
  await scratch.remove()
})

async function start(...args: Parameters<typeof startRasid>): Promise<RasidProcess> {
  const started = await startRasid(...args)
  processes.push(started)
  return started
}

it('starts from nothing when two processes start at once: one server, one starter, and the last to leave stops it', async () => {
  const [a, b] = await Promise.all([start(scratch.path), start(scratch.path)])
  expect([a.opened.joined, b.opened.joined].sort()).toEqual([false, true])
  const pid = serverPid(scratch.path)
  expect(pid).not.toBeNull()
  expect(await a.leave()).toBe(0)
  expect(serverPid(scratch.path)).toBe(pid)
  await b.add('https://feeds.example/one') // the one that stayed still works
  expect(await b.leave()).toBe(0)
  expect(serverPid(scratch.path)).toBeNull()
})

it('lets two that leave at once stop the server once', async () => {
  const [a, b] = await Promise.all([start(scratch.path), start(scratch.path)])
  expect(await Promise.all([a.leave(), b.leave()])).toEqual([0, 0])
  expect(serverPid(scratch.path)).toBeNull()
})

it('joins the server that still runs after kill -9 of every process, and loses nothing', async () => {
  const killed = [await start(scratch.path), await start(scratch.path)]
  await killed[0]?.add('https://feeds.example/before-the-kill')
  const pid = serverPid(scratch.path)
  await Promise.all(killed.map((process) => process.kill()))
  expect(serverPid(scratch.path)).toBe(pid)
  const next = await start(scratch.path)
  expect(next.opened).toMatchObject({ joined: true, feeds: 1 })
  expect(await next.leave()).toBe(0) // the killed ones are not counted any more
  expect(serverPid(scratch.path)).toBeNull()
})

it('starts again after kill -9 of the server too, with what was committed', async () => {
  const killed = await start(scratch.path)
  await killed.add('https://feeds.example/committed')
  process.kill(serverPid(scratch.path) ?? 0, 'SIGKILL')
  await killed.kill()
  expect(existsSync(join(scratch.path, 'pg18', 'postmaster.pid'))).toBe(true)
  const next = await start(scratch.path)
  expect(next.opened).toMatchObject({ joined: false, feeds: 1 })
  expect(await next.leave()).toBe(0)
})

it('starts the server again when it was killed under a running process, which goes on where it was', async () => {
  const rasid = await start(scratch.path)
  await rasid.add('https://feeds.example/before')
  const killed = serverPid(scratch.path) ?? 0
  process.kill(killed, 'SIGKILL')
  await vi.waitFor(() => expect(serverPid(scratch.path)).not.toBe(killed), { timeout: 20_000, interval: 50 })
  await vi.waitFor(() => expect(serverPid(scratch.path)).not.toBeNull(), { timeout: 20_000, interval: 50 })
  const other = await start(scratch.path)
  await rasid.add('https://feeds.example/after')
  expect(other.opened).toMatchObject({ joined: true, feeds: 1 })
  expect(await other.leave()).toBe(0)
  await rasid.add('https://feeds.example/last') // it is a member again: the other did not stop the server
  expect(await rasid.leave()).toBe(0)
  expect(serverPid(scratch.path)).toBeNull()
})

it('stays a member when Postgres restarts itself because one of its processes was killed', async () => {
  const rasid = await start(scratch.path)
  const pid = serverPid(scratch.path) ?? 0
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(pid)])
    .toString()
    .split('\n')
  process.kill(Number.parseInt(children.find((line) => line.includes('checkpointer')) ?? '', 10), 'SIGKILL')
  const other = await vi.waitFor(() => start(scratch.path), { timeout: 20_000 })
  await rasid.add('https://feeds.example/after')
  await other.leave()
  await rasid.add('https://feeds.example/last')
  expect(serverPid(scratch.path)).toBe(pid)
  await rasid.leave()
  expect(serverPid(scratch.path)).toBeNull()
})

it.each([
  { why: 'while initdb runs', seen: /^pg18\.new-[0-9a-f]+$/ },
  { why: 'when the data are there, before the server', seen: /^pg18$/ },
  { why: 'while the server starts', seen: /^postmaster\.pid$/ },
])('starts after kill -9 in the middle of a first start: $why', async ({ seen }) => {
  const kill = new AbortController()
  const watch = setInterval(() => {
    const data = join(scratch.path, 'pg18')
    const names = [...readdirSync(scratch.path), ...(existsSync(data) ? readdirSync(data) : [])]
    if (names.some((name) => seen.test(name))) kill.abort()
  }, 2)
  await expect(startRasid(scratch.path, undefined, kill.signal)).rejects.toThrow('the process ended')
  clearInterval(watch)
  const next = await start(scratch.path)
  expect(next.opened.feeds).toBe(0)
  expect(await next.leave()).toBe(0)
  expect(serverPid(scratch.path)).toBeNull()
  expect(readdirSync(scratch.path).sort()).toEqual(['password', 'pg18', 'postgres.log'])
})

it('keeps the server out of reach of Ctrl-C: it is in no process group of ours', async () => {
  const rasid = await start(scratch.path)
  const pid = serverPid(scratch.path) ?? 0
  expect(processGroup(pid)).toBe(pid)
  expect(processGroup(rasid.child.pid ?? 0)).not.toBe(pid)
})

it('listens on loopback only, has no socket file, and asks for the password', async () => {
  await start(scratch.path)
  const lines = readFileSync(join(scratch.path, 'pg18', 'postmaster.pid'), 'utf8').split('\n')
  expect([lines[4], lines[5]]).toEqual(['', '127.0.0.1'])
  expect(statSync(join(scratch.path, 'password')).mode & 0o777).toBe(0o600)
  const access = readFileSync(join(scratch.path, 'pg18', 'pg_hba.conf'), 'utf8')
  expect(access.split('\n').filter((line) => /^\w/.test(line) && !line.endsWith('scram-sha-256'))).toEqual([])
})

it('runs for an ordinary user', async () => {
  const launch = asOrdinaryUser(scratch.path)
  const dataDir = join(scratch.path, 'data')
  mkdirSync(dataDir, { mode: 0o700 })
  if (launch.user) chownSync(dataDir, launch.user.uid, launch.user.gid)
  const rasid = await start(dataDir, launch)
  expect(rasid.opened).toEqual({ joined: false, dataDir, feeds: 0 })
  const owner = launch.user?.uid ?? process.getuid?.()
  expect(statSync(join(dataDir, 'pg18')).uid).toBe(owner)
  expect(statSync(join(dataDir, 'password'))).toMatchObject({ uid: owner })
  expect(await rasid.leave()).toBe(0)
  expect(serverPid(dataDir)).toBeNull()
})

it('takes a data folder that only its owner may enter, also as root, whose server is another user', async () => {
  const dataDir = join(scratch.path, 'closed', 'data')
  mkdirSync(dataDir, { recursive: true })
  chmodSync(dirname(dataDir), 0o700)
  const rasid = await start(dataDir)
  await rasid.add('https://feeds.example/kept')
  expect(await rasid.leave()).toBe(0)
  const again = await start(dataDir)
  expect(again.opened).toEqual({ joined: false, dataDir, feeds: 1 })
  expect(await again.leave()).toBe(0)
  if (process.getuid?.() === 0) rmSync(dirname(readlinkSync(join(dataDir, 'pg18'))), { recursive: true })
})

it('says what is wrong when the data folder cannot be used', async () => {
  await expect(startRasid(join(process.execPath, 'data'))).rejects.toThrow(/cannot use .*set RASID_DATA_DIR/s)
})

function processGroup(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'pgid=', '-p', String(pid)]).toString())
}
