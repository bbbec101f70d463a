import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { createReadPool, type ReadPoolOptions } from './read-pool.ts'

const workerFile = fileURLToPath(new URL('testing/misbehaving-worker.ts', import.meta.url))

function poolFor(options: ReadPoolOptions = {}) {
  const pool = createReadPool({ workerFile, deadlineMs: 5000, ...options })
  onTestFinished(() => pool.close())
  return pool
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

// Starting a process is what these tests spend their time on, so those that do no harm share their children.
const shared = createReadPool({ workerFile, deadlineMs: 5000 })
afterAll(() => shared.close())

it('gives back what the task returns, bytes and dates unharmed', async () => {
  const input = { bytes: new Uint8Array([0, 255]), at: new Date(0), title: 'خلاصة', nothing: null }
  expect(await shared.run('echo', input)).toEqual({ kind: 'value', value: input })
})

it('keeps two children at most and serves what waits in order', async () => {
  const results = await Promise.all(Array.from({ length: 12 }, () => shared.run('pid', null)))
  const pids = new Set(results.map((result) => (result.kind === 'value' ? result.value : 0)))
  expect(pids.size).toBeLessThanOrEqual(2)
  expect(shared.pids().length).toBeLessThanOrEqual(2)
})

it('gives the child none of our environment', async () => {
  expect(await shared.run('environment', null)).toEqual({ kind: 'value', value: [] })
})

it('a document that exits, throws or hangs is a value, and the next one is read', async () => {
  const pool = poolFor({ size: 1, deadlineMs: 300 })
  expect(await pool.run('exit', null)).toMatchObject({ kind: 'broken', reason: 'read-crashed' })
  expect(await pool.run('throw', null)).toMatchObject({ kind: 'broken', reason: 'read-threw' })
  expect(await pool.run('hang', null)).toMatchObject({ kind: 'broken', reason: 'read-timeout' })
  expect(await pool.run('echo', 1)).toEqual({ kind: 'value', value: 1 })
})

it('a document that outgrows its memory is a value', async () => {
  const pool = poolFor({ size: 1, memoryMb: 24, deadlineMs: 15_000 })
  expect(await pool.run('grow', null)).toMatchObject({ kind: 'broken', reason: 'read-memory' })
})

it('one poison document leaves those beside it untouched', async () => {
  const pool = poolFor({ deadlineMs: 400 })
  const tasks = Array.from({ length: 20 }, (_, n) => (n === 3 ? 'hang' : 'echo'))
  const results = await Promise.all(tasks.map((task, n) => pool.run(task, n)))
  expect(results.map((result) => result.kind)).toEqual(tasks.map((task) => (task === 'hang' ? 'broken' : 'value')))
})

it('reads once more when somebody else ended the child', async () => {
  const pool = poolFor({ size: 1, deadlineMs: 300 })
  await pool.run('echo', 1)
  const [first] = pool.pids()
  const hanging = pool.run('hang', null)
  process.kill(first ?? 0, 'SIGKILL')
  // The second child hangs as well, which is then the document's own doing.
  expect(await hanging).toMatchObject({ reason: 'read-timeout' })
})

it('closing ends the children and settles what runs and waits', async () => {
  const pool = poolFor({ size: 1 })
  await pool.run('echo', 1)
  const pids = pool.pids()
  const pending = [pool.run('hang', null), pool.run('echo', 2)]
  await pool.close()
  expect(await Promise.all(pending)).toMatchObject([{ reason: 'read-killed' }, { reason: 'read-killed' }])
  expect(pids.filter(isAlive)).toEqual([])
  expect(await pool.run('echo', 3)).toEqual({ kind: 'value', value: 3 })
})

it('lets a child go that has had no work for a while', async () => {
  const pool = poolFor({ idleMs: 50 })
  await pool.run('echo', 1)
  await expect.poll(() => pool.pids()).toEqual([])
  expect(await pool.run('echo', 2)).toEqual({ kind: 'value', value: 2 })
})

it('rejects when no child can be started, for that is no fault of the document', async () => {
  const pool = createReadPool({ workerFile: '/nowhere/worker.ts' })
  await expect(pool.run('echo', 1)).rejects.toThrow(/did not start/)
})

/** A process of its own that makes a pool, runs `after`, and prints the pids of its children. */
function parentThat(after: string) {
  const poolFile = new URL('read-pool.ts', import.meta.url).href
  const code = `
    const { createReadPool } = await import(${JSON.stringify(poolFile)})
    const pool = createReadPool({ workerFile: ${JSON.stringify(workerFile)}, deadlineMs: 60_000 })
    await Promise.all([pool.run('echo', 1), pool.run('echo', 2)])
    console.log(JSON.stringify(pool.pids()))
    ${after}`
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code]
  const parent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void parent.kill('SIGKILL'))
  return parent
}

async function pidsFrom(parent: ReturnType<typeof parentThat>): Promise<number[]> {
  const [line] = await once(parent.stdout, 'data')
  return JSON.parse(String(line))
}

it('idle children do not keep their parent alive, and end with it', async () => {
  const parent = parentThat('')
  const pids = await pidsFrom(parent)
  if (parent.exitCode === null) await once(parent, 'exit')
  expect(parent.exitCode).toBe(0)
  await expect.poll(() => pids.filter(isAlive), { timeout: 5000 }).toEqual([])
})

it('children end with a parent that was killed, even while a document hangs them', async () => {
  const parent = parentThat(`pool.run('hang', null); setInterval(() => {}, 1000)`)
  const pids = await pidsFrom(parent)
  expect(pids.filter(isAlive).length).toBeGreaterThan(0)
  await new Promise((resolve) => setTimeout(resolve, 100))
  parent.kill('SIGKILL')
  await expect.poll(() => pids.filter(isAlive), { timeout: 5000 }).toEqual([])
})
