import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { attempt, defaultDataDir, openDataFolder, readPassword } from './data-folder.ts'
import { findRunningServer } from './running-server.ts'
import { isRoot } from './server-user.ts'

let root: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'rasid-folder-')))
  chmodSync(root, 0o711) // else root's server user would get its data elsewhere
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it('keeps everything of one installation in one folder, which it makes', () => {
  const folder = openDataFolder(join(root, 'a', 'b'))
  expect(folder).toMatchObject({ dataDir: join(root, 'a', 'b'), pgData: join(root, 'a', 'b', 'pg18') })
  expect(statSync(folder.dataDir).isDirectory()).toBe(true)
})

it('lies in the checkout, or for root where the server’s user can reach it', () => {
  if (isRoot()) expect(defaultDataDir()).toBe('/var/lib/rasid')
  else expect(readFileSync(join(defaultDataDir(), '..', 'pnpm-workspace.yaml'), 'utf8')).toContain('packages')
})

it('makes a password once, readable by its owner alone', () => {
  const folder = openDataFolder(root)
  const password = readPassword(folder)
  expect(password.length).toBeGreaterThanOrEqual(32)
  expect(readPassword(folder)).toBe(password)
  expect(readPassword(openDataFolder(join(root, 'other')))).not.toBe(password)
  expect(statSync(folder.passwordFile).mode & 0o777).toBe(0o600)
})

it('does not make a new password for data that have another', () => {
  const folder = openDataFolder(root)
  mkdirSync(folder.pgData)
  expect(() => readPassword(folder)).toThrow(/password file .*password is gone: restore that file, or move .*pg18 away/)
})

it('says what is in the way when the folder cannot be made', () => {
  writeFileSync(join(root, 'a-file'), '')
  expect(() => openDataFolder(join(root, 'a-file', 'data'))).toThrow(
    /cannot use .*a-file.data \(E[A-Z]+\): make it writable for this user, or set RASID_DATA_DIR/,
  )
})

it('tells a full disk from a forbidden path', () => {
  const refuse = (code: string) => () =>
    attempt('/data', () => {
      throw Object.assign(new Error('no'), { code })
    })
  expect(refuse('ENOSPC')).toThrow(expect.objectContaining({ problem: 'disk-full' }))
  expect(refuse('EACCES')).toThrow(expect.objectContaining({ problem: 'folder' }))
})

it.each([
  { why: 'the process is gone', pid: String(2 ** 30) },
  { why: 'the id now belongs to a process that is no server of this folder', pid: String(process.pid) },
  { why: 'the file is cut off', pid: '' },
])('finds no server, and clears the way, when $why', async ({ pid }) => {
  const folder = openDataFolder(root)
  mkdirSync(folder.pgData)
  const pidFile = join(folder.pgData, 'postmaster.pid')
  writeFileSync(pidFile, [pid, folder.pgData, '1790000000', '5432', '', '127.0.0.1', '1 2', 'ready   '].join('\n'))
  expect(await findRunningServer(folder, 1_000)).toBeNull()
  expect(statSync(pidFile, { throwIfNoEntry: false })).toBeUndefined()
})
