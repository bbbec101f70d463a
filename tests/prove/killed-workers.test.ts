import { expect, it } from 'vitest'
import { killWorkers } from '../polling/killed-workers.ts'

it('loses no article and stores none twice over a hundred kills of a worker', { timeout: 1_200_000 }, async () => {
  const report = await killWorkers(100)
  expect(report).toMatchObject({ published: 500, lost: [], twice: [], broken: 0 })
  expect(report.atWork).toBeGreaterThan(20)
})
