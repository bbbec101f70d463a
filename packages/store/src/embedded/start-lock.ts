import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseUnavailable } from '../database-unavailable.ts'
import { attempt } from './data-folder.ts'

/** Starting, joining and stopping take turns. A holder touches the file this often … */
const BEAT_MS = 2_000
/** … and counts as gone after this long without a touch: a busy machine may hold up a process for some seconds. */
const EXPIRY_MS = 30_000
/** A holder may start a server (60 s) after another stopped one (60 s). */
const PATIENCE_MS = 150_000

interface Holder {
  token: string
  pid: number
  host: string
}

/** Tokens of this process: a file with our pid but none of these was left by a dead process that had the same pid. */
const ours = new Set<string>()

/** Runs `work` while no other process starts, joins or stops the server of this data folder. */
export async function underStartLock<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  const holder: Holder = { token: randomUUID(), pid: process.pid, host: hostname() }
  ours.add(holder.token)
  const deadline = performance.now() + PATIENCE_MS
  while (!attempt(lockFile, () => take(lockFile, holder))) {
    if (performance.now() > deadline) throw tooLong(lockFile)
    await sleep(50)
  }
  const beat = setInterval(() => touch(lockFile), BEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    if (readHolder(lockFile)?.token === holder.token) rmSync(lockFile, { force: true })
    ours.delete(holder.token)
  }
}

/** Link, not write: the file appears whole or not at all. */
function take(lockFile: string, holder: Holder): boolean {
  if (isStale(lockFile)) removeStale(lockFile)
  const draft = `${lockFile}.${holder.token}`
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 })
  try {
    linkSync(draft, lockFile)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Only one process at a time may judge and remove, else the second would remove the first one's new lock. */
function removeStale(lockFile: string): void {
  const guard = `${lockFile}.stale`
  try {
    writeFileSync(guard, '', { flag: 'wx' })
  } catch {
    if (ageMs(guard) > EXPIRY_MS) rmSync(guard, { force: true })
    return
  }
  try {
    if (isStale(lockFile)) rmSync(lockFile, { force: true })
  } finally {
    rmSync(guard, { force: true })
  }
}

function isStale(lockFile: string): boolean {
  const holder = readHolder(lockFile)
  if (holder === null) return false
  if (ageMs(lockFile) > EXPIRY_MS) return true
  if (holder.host !== hostname()) return false
  return holder.pid === process.pid ? !ours.has(holder.token) : !isAlive(holder.pid)
}

function readHolder(lockFile: string): Holder | null {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')) as Holder
  } catch {
    return null
  }
}

function ageMs(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false })
  return found ? Date.now() - found.mtimeMs : 0
}

function touch(file: string): void {
  try {
    const now = new Date()
    utimesSync(file, now, now)
  } catch {
    // Taken from us after a long sleep of the machine; Postgres's own lock still keeps its data safe.
  }
}

/** Whether a process of this machine has this id. EPERM: it has, and it is somebody else's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function tooLong(lockFile: string): DatabaseUnavailable {
  const pid = readHolder(lockFile)?.pid
  return new DatabaseUnavailable(
    'busy',
    `another Rasid${pid === undefined ? '' : ` (process ${pid})`} has been starting or stopping the database for too long: end it, or remove ${lockFile} when no Rasid runs`,
  )
}
