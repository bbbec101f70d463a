import { expect, it } from 'vitest'
import { DATE_DEFECTS } from './fixtures/date-defects.ts'
import type { Defect } from './fixtures/defect.ts'
import { LINK_DEFECTS } from './fixtures/link-defects.ts'
import { MARKUP_DEFECTS } from './fixtures/markup-defects.ts'
import { TEXT_DEFECTS } from './fixtures/text-defects.ts'
import { readFeed } from './read-feed.ts'

const DEFECTS: readonly Defect[] = [...TEXT_DEFECTS, ...LINK_DEFECTS, ...MARKUP_DEFECTS, ...DATE_DEFECTS]

it.each(DEFECTS)('reads through the defect $name', (defect) => {
  const { input, expect: wanted, items, name: _name, ...served } = defect
  const feed = readFeed({ bytes: new TextEncoder().encode(input), ...served })
  expect(feed.kind).toBe('feed')
  if (feed.kind !== 'feed') return
  const read: Record<string, unknown> = { ...feed }
  for (const [field, value] of Object.entries(wanted)) expect([field, read[field]]).toEqual([field, value])
  if (!items) return
  expect(feed.items).toHaveLength(items.length)
  for (const [index, item] of items.entries()) {
    const given: Record<string, unknown> = { ...feed.items[index] }
    for (const [field, value] of Object.entries(item)) expect([field, given[field]]).toEqual([field, value])
  }
})

it('holds at least 150 defects, each under a name of its own', () => {
  expect(new Set(DEFECTS.map(({ name }) => name)).size).toBe(DEFECTS.length)
  expect(DEFECTS.length).toBeGreaterThanOrEqual(150)
})
