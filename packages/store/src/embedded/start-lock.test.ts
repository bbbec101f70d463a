import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { underStartLock } from './start-lock.ts'

let folder: string
let lockFile: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rasid-lock-'))
  lockFile = join(folder, 'start.lock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const leave = (holder: { pid: number; host?: string }, agedMs = 0) => {
  writeFileSync(lockFile, JSON.stringify({ token: 'of-another', host: hostname(), ...holder }))
  const at = new Date(Date.now() - agedMs)
  utimesSync(lockFile, at, at)
}
/** Above every limit of process ids. */
const DEAD_PID = 2 ** 30

it('lets one work after the other, and leaves no file', async () => {
  const seen: string[] = []
  const turn = (name: string) =>
    underStartLock(lockFile, async () => {
      seen.push(`${name} begins`)
      await sleep(30)
      seen.push(`${name} ends`)
    })
  await Promise.all([turn('a'), turn('b'), turn('c')])
  const begins = seen.filter((_, index) => index % 2 === 0).map((line) => line.replace(' begins', ''))
  expect(seen).toEqual(begins.flatMap((name) => [`${name} begins`, `${name} ends`]))
  expect(readdirSync(folder)).toEqual([])
})

it.each([
  { why: 'its process is dead', pid: DEAD_PID, agedMs: 0 },
  { why: 'a dead process had our own id, as in a restarted container', pid: process.pid, agedMs: 0 },
  { why: 'nobody touched it for long', pid: process.ppid, agedMs: 40_000 },
  { why: 'nobody touched it for long, on another machine', pid: 1, host: 'elsewhere', agedMs: 40_000 },
])('takes over a lock when $why', async ({ agedMs, ...holder }) => {
  leave(holder, agedMs)
  expect(await underStartLock(lockFile, async () => 'done')).toBe('done')
  expect(existsSync(lockFile)).toBe(false)
})

it.each([
  { why: 'a living process', holder: { pid: process.ppid } },
  { why: 'a process of another machine that shares the folder', holder: { pid: DEAD_PID, host: 'elsewhere' } },
])('waits for $why', async ({ holder }) => {
  leave(holder)
  let worked = false
  const work = underStartLock(lockFile, async () => {
    worked = true
  })
  await sleep(200)
  expect(worked).toBe(false)
  rmSync(lockFile)
  await work
  expect(worked).toBe(true)
})

it('gives the lock back when the work fails, with the work’s own error', async () => {
  await expect(underStartLock(lockFile, () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full')
  expect(existsSync(lockFile)).toBe(false)
})

it('does not remove a lock that another process took over meanwhile', async () => {
  await underStartLock(lockFile, async () => leave({ pid: process.ppid }))
  expect(readFileSync(lockFile, 'utf8')).toContain('of-another')
})

it('says which path cannot be used when the folder is gone', async () => {
  await expect(underStartLock(join(folder, 'gone', 'start.lock'), async () => {})).rejects.toMatchObject({
    problem: 'folder',
    message: expect.stringContaining(join(folder, 'gone', 'start.lock')),
  })
})
