import { describe, expect, it } from 'vitest'
import { assignStory, likenessOf } from './assign-story.ts'
import { differentStories } from './different-stories.ts'
import { sameStory } from './same-stories.ts'
import type { StoryPair } from './story-pair.ts'
import { storySignature } from './story-signature.ts'

const HOUR_MS = 3_600_000

function dated({ a, b, hours = 2 }: StoryPair) {
  return [
    { signature: storySignature(a), at: new Date('2026-03-01T06:00:00Z') },
    { signature: storySignature(b), at: new Date(Date.parse('2026-03-01T06:00:00Z') + hours * HOUR_MS) },
  ] as const
}

describe('two events', () => {
  it.each(differentStories)('stay two stories ($why)', (pair) => {
    const [a, b] = dated(pair)
    expect(assignStory(b, [{ storyId: 'first', articles: [a] }])).toEqual({ kind: 'opens' })
  })
})

describe('one event', () => {
  it.each(sameStory)('becomes one story ($why)', (pair) => {
    const [a, b] = dated(pair)
    expect(assignStory(b, [{ storyId: 'first', articles: [a] }])).toMatchObject({ kind: 'joins', storyId: 'first' })
  })
})

it.each([...differentStories, ...sameStory])('compares alike from both sides ($why)', (pair) => {
  const [a, b] = dated(pair)
  expect(likenessOf(a, b)).toEqual(likenessOf(b, a))
})
