import { expect, it } from 'vitest'
import { killWorkers } from './killed-workers.ts'

it('loses no article and stores none twice when workers are killed in the middle of their work (invariant 1)', async () => {
  const report = await killWorkers(4)
  expect(report).toMatchObject({ published: 20, lost: [], twice: [], broken: 0 })
  expect(report.atWork).toBeGreaterThan(0)
})
