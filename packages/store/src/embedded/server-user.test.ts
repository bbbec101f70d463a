import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { closedFolder, isRoot, serverUser } from './server-user.ts'

/** Above all ids that systems hand out by themselves. */
const STRANGER = { uid: 4_000_000, gid: 4_000_000 }
let closed: string

beforeEach(() => {
  closed = realpathSync(mkdtempSync(join(tmpdir(), 'rasid-user-')))
  mkdirSync(join(closed, 'deep', 'er'), { recursive: true })
})
afterEach(() => {
  chmodSync(closed, 0o700)
  rmSync(closed, { recursive: true, force: true })
})

it('sees a folder on the way that another user may not pass', () => {
  expect(closedFolder('/', STRANGER)).toBeNull()
  expect(join(closed, 'deep')).toContain(closedFolder(join(closed, 'deep', 'er'), STRANGER))
})

it('judges the target folder too, but no file and nothing that is not there', () => {
  chmodSync(closed, 0o711)
  const above = closedFolder(closed, STRANGER)
  expect(closedFolder(join(closed, 'deep', 'not-there'), STRANGER)).toBe(above)
  chmodSync(join(closed, 'deep', 'er'), 0o700)
  expect(closedFolder(join(closed, 'deep', 'er'), STRANGER)).toBe(above ?? join(closed, 'deep', 'er'))
})

it('lets owner and group pass by their own bits', () => {
  const owner = { uid: process.getuid?.() ?? 0, gid: STRANGER.gid }
  const group = { uid: STRANGER.uid, gid: process.getgid?.() ?? 0 }
  chmodSync(closed, 0o710)
  expect(closedFolder(closed, owner)).not.toBe(closed)
  expect(closedFolder(closed, group)).not.toBe(closed)
  chmodSync(closed, 0o677)
  expect(closedFolder(closed, owner)).not.toBeNull()
})

it('runs the server as another user for root only, and never as root', () => {
  const user = serverUser(join(closed, 'pg18'))
  expect(user !== null).toBe(isRoot())
  expect(user?.uid).not.toBe(0)
})
