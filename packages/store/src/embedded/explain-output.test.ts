import { expect, it } from 'vitest'
import type { DataFolder } from './data-folder.ts'
import { explainServerOutput } from './explain-output.ts'
import { nativePackage, platformName } from './platform.ts'

const PLENTY = 1e12
const folder: DataFolder = {
  dataDir: '/data',
  pgData: '/data/pg18',
  passwordFile: '/data/password',
  logFile: '/data/postgres.log',
  lockFile: '/data/start.lock',
  user: null,
}

it.each([
  {
    output: 'FATAL:  could not write file "x": No space left on device',
    problem: 'disk-full',
    says: 'disk of /data is full',
  },
  {
    output: 'FATAL:  data directory "/data/pg18" has wrong ownership',
    problem: 'folder',
    says: 'start Rasid as the user who owns it',
  },
  {
    output: 'FATAL:  database files are incompatible with server',
    problem: 'folder',
    says: 'another version of Postgres',
  },
  { output: 'FATAL:  could not resize shared memory segment', problem: 'no-start', says: '--shm-size' },
  {
    output: "postgres: /lib/libc.so.6: version `GLIBC_2.28' not found",
    problem: 'no-binaries',
    says: 'set DATABASE_URL',
  },
  { output: 'FATAL:  lock file "postmaster.pid" already exists', problem: 'busy', says: 'already uses /data/pg18' },
  { output: 'PANIC:  could not locate a valid checkpoint record', problem: 'no-start', says: '/data/postgres.log' },
])('gives words to: $output', ({ output, problem, says }) => {
  const error = explainServerOutput(output, folder, 'the server did not start', PLENTY)
  expect(error.problem).toBe(problem)
  expect(error.message).toContain(says)
  expect(error.message).toContain(output)
})

it('takes a disk without room for the cause, whatever Postgres said of it', () => {
  const output = 'PANIC:  cannot abort transaction 1, it was already committed'
  expect(explainServerOutput(output, folder, 'initdb failed', 1_000_000).problem).toBe('disk-full')
  expect(explainServerOutput(output, folder, 'initdb failed', PLENTY).problem).toBe('no-start')
})

it.each([
  { platform: 'linux', arch: 'x64', name: 'linux-x64' },
  { platform: 'win32', arch: 'x64', name: 'windows-x64' },
  { platform: 'darwin', arch: 'arm64', name: 'darwin-arm64' },
])('calls $platform on $arch $name', ({ platform, arch, name }) => {
  expect(platformName(platform, arch)).toBe(name)
})

it('says on a platform without binaries what to do instead', () => {
  expect(() => nativePackage('plan9-mips')).toThrow(/no embedded Postgres for plan9-mips: set DATABASE_URL/)
})
