import { expect, it } from 'vitest'
import { keepFor } from './keep-for.ts'

it('reads once for all who ask in its time, and again afterwards', async () => {
  let at = 0
  let reads = 0
  const read = keepFor(
    100,
    () => new Date(at),
    async () => ++reads,
  )
  expect(await Promise.all([read(), read()])).toEqual([1, 1])
  at = 99
  expect(await read()).toBe(1)
  at = 100
  expect(await read()).toBe(2)
})

it('does not keep a failure', async () => {
  let reads = 0
  const read = keepFor(
    100,
    () => new Date(0),
    async () => {
      reads += 1
      if (reads === 1) throw new Error('away')
      return reads
    },
  )
  await expect(read()).rejects.toThrow('away')
  expect(await read()).toBe(2)
})
