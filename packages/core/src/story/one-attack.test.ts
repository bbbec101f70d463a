import { expect, it } from 'vitest'
import { assignStories } from './assign-stories.ts'
import { attackElsewhere, attackNear } from './one-attack.ts'
import { countOutlets } from './story-outlets.ts'

const night = new Date('2026-03-22T18:00:00Z')
const attack = attackNear(night)

const answers = assignStories([...attack, ...attackElsewhere(night)], [])
const storiesWith = (prefix: string) =>
  new Set(answers.filter((a) => a.key.startsWith(prefix)).map((a) => ('opensWith' in a ? a.opensWith : a.storyId)))
const [here, there] = [storiesWith('here'), storiesWith('there')]

it('makes at most three stories of 300 articles on one attack', () => {
  expect(here.size).toBeLessThanOrEqual(3)
})

it('keeps a second attack of the same night apart', () => {
  expect([...here].filter((id) => there.has(id))).toEqual([])
  expect(there.size).toBeLessThanOrEqual(2)
})

it('counts 25 outlets, and fewer texts than outlets', () => {
  const counts = countOutlets(attack.slice(0, 60))
  expect(counts.outlets).toBe(25)
  expect(counts.independentTexts).toBeLessThan(25)
})
