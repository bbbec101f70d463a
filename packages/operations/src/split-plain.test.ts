import { plainOf } from '@rasid/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitPlain } from './split-plain.ts'

describe('splitting a message that is too long', () => {
  it.each([
    { why: 'a short one stays whole', html: '<b>خبر</b> قصير', parts: ['خبر قصير'] },
    { why: 'nothing stays nothing', html: '', parts: [] },
    { why: 'what looks like markup is escaped again', html: 'a &lt;b&gt; &amp; c', parts: ['a &lt;b&gt; &amp; c'] },
  ])('$why', ({ html, parts }) => {
    expect(splitPlain(html)).toEqual(parts)
  })

  it('cuts at a line’s end where there is one', () => {
    const line = 'س'.repeat(1_000)
    const parts = splitPlain(Array(5).fill(line).join('\n'))
    expect(parts.map((part) => part.trim().length)).toEqual([3_002, 2_001])
  })

  it('never cuts a letter of two units in half', () => {
    for (const part of splitPlain(`س${'😀'.repeat(3_000)}`)) expect(part.isWellFormed()).toBe(true)
  })

  it('loses nothing, and keeps every part within the limit', () => {
    const words = fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { maxLength: 60 })
    fc.assert(
      fc.property(words, (lines) => {
        const escaped = lines.join('\n').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
        const parts = splitPlain(escaped).map(plainOf)
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(3_900)
        const blank = /\s/g
        expect(parts.join('').replace(blank, '')).toBe(plainOf(escaped).replace(blank, ''))
      }),
    )
  })
})
