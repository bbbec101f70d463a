import { describe, expect, it } from 'vitest'
import { type TextRows, textRows } from './text-rows.ts'
import { texts } from './texts.ts'

const areas = Object.keys(texts('ar')) as (keyof ReturnType<typeof texts>)[]

describe.each(areas)('the texts of %s', (area) => {
  const [arabic, english] = [texts('ar')[area], texts('en')[area]]
  it.each(Object.keys(arabic))('%s speaks Arabic and English', (name) => {
    const [ar, en] = [(arabic as Record<string, unknown>)[name], (english as Record<string, unknown>)[name]]
    expect(typeof en).toBe(typeof ar)
    if (typeof ar !== 'string' || typeof en !== 'string') return
    // The button to the other language names it in that language.
    if (/\p{L}/u.test(ar) && name !== 'otherLanguage') expect(ar).toMatch(/\p{Script=Arabic}/u)
    expect(ar.trim()).not.toBe('')
    expect(en.trim()).not.toBe('')
    // Commands inside Arabic stand in isolates, or "/latest" shows as "latest/".
    expect(ar.replace(/\u2066[^\u2069]*\u2069/g, '')).not.toMatch(/[/@][a-z]/)
  })
})

it('keeps each command summary within Telegram’s 256 characters', () => {
  for (const lang of ['ar', 'en'] as const)
    for (const summary of Object.values(texts(lang).commands)) expect(summary.length).toBeLessThanOrEqual(256)
})

it('does not compile without a translation, or with other values in it', () => {
  // @ts-expect-error the English is missing
  const missing: TextRows = textRows({ hello: { ar: 'أهلا' } })
  // @ts-expect-error the English takes a number where the Arabic takes a text
  const other: TextRows = textRows({ hello: { ar: (name: string) => name, en: (name: number) => String(name) } })
  // @ts-expect-error the English is a sentence with values, the Arabic is none
  const mixed: TextRows = textRows({ hello: { ar: 'أهلا', en: () => 'hello' } })
  expect([missing, other, mixed]).toHaveLength(3)
})
