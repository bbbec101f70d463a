import { directLines, texts } from '@rasid/core'
import type { Chat, Feed } from '@rasid/store'
import { describe, expect, it } from 'vitest'
import { feedPreview } from '../feed-messages.ts'
import { hoursKeyboard } from '../settings/hours-keyboard.ts'
import { outletsKeyboard } from '../settings/outlets-keyboard.ts'
import { forgetQuestion, privacyPage } from '../settings/privacy-page.ts'
import { quietHourKeyboard, quietKeyboard } from '../settings/quiet-keyboard.ts'
import { settingsKeyboard } from '../settings/settings-keyboard.ts'
import { zoneKeyboard } from '../settings/zone-keyboard.ts'
import { commands } from './index.ts'

const now = new Date('2026-11-22T11:05:00Z')
const chat = {
  id: 1,
  lang: 'ar',
  zone: 'Asia/Riyadh',
  tier: 'core',
  alerts: true,
  digestTimes: ['08:00'],
  settings: {},
} as unknown as Chat
const dataOf = (draft: { buttons: object[][] }) =>
  draft.buttons.flat().map((button) => (button as { data: string }).data)

describe('the list of commands', () => {
  it('has each name once, as Telegram takes it, with a summary in both languages', () => {
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length)
    for (const { name } of commands) {
      expect(name).toMatch(/^[a-z]{1,32}$/)
      for (const lang of ['ar', 'en'] as const) expect(texts(lang).commands[name].length).toBeGreaterThan(2)
    }
  })

  it('lets only admins change what a whole group gets', () => {
    const names = commands.filter(({ configures }) => configures).map(({ name }) => name)
    expect(names).toEqual(['start', 'settings', 'stop'])
  })
})

describe('a keyboard', () => {
  it.each([
    { why: 'settings', draft: settingsKeyboard(chat, now) },
    { why: 'hours', draft: hoursKeyboard(chat, now) },
    { why: 'a week', draft: hoursKeyboard({ ...chat, settings: { rhythm: 'weekly', weekday: 4 } }, now) },
    { why: 'quiet hours', draft: quietKeyboard({ ...chat, settings: { quiet: { mode: 'hold' } } }, now) },
    { why: 'the end of quiet hours', draft: quietHourKeyboard('end')(chat, now) },
    { why: 'clocks', draft: zoneKeyboard(chat, now) },
    { why: 'outlets', draft: outletsKeyboard(chat, [{ id: 7, outlet: 'وسيلة' } as Feed], 0) },
    { why: 'privacy', draft: privacyPage(chat) },
    { why: 'forgetting', draft: forgetQuestion(chat) },
  ])('of $why fits callback data into 64 bytes and reads from the right', ({ draft }) => {
    for (const data of dataOf(draft)) expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
    expect(draft.text).toBe(directLines(draft.text, 'ar'))
  })

  it('offers the value that does not hold, and shows the local time', () => {
    expect(dataOf(settingsKeyboard({ ...chat, alerts: false }, now))).toContain('set:alerts:on')
    const labels = settingsKeyboard(chat, now)
      .buttons.flat()
      .map(({ text }) => text)
    expect(labels).toContain('التوقيت: الرياض 14:05')
  })

  it('marks the hour that holds, and none when digests are off', () => {
    const marked = (of: Chat) =>
      hoursKeyboard(of, now)
        .buttons.flat()
        .filter(({ text }) => text.startsWith('✓'))
    expect(marked(chat).map(({ text }) => text)).toEqual(['✓ كل يوم', '✓ 08:00'])
    expect(marked({ ...chat, settings: { rhythm: 'off' } }).map(({ text }) => text)).toEqual(['✓ بلا نشرة'])
  })

  it('says that quiet hours with one start and end are none, instead of silence for ever', () => {
    const same = { ...chat, settings: { quiet: { mode: 'hold', start: '23:00', end: '23:00' } } }
    expect(quietKeyboard(same, now).text).toContain('فلا ساعات هدوء')
    expect(settingsKeyboard(same, now).buttons.flat()).toContainEqual({
      text: 'ساعات الهدوء: لا',
      data: 'set:open:quiet',
    })
  })

  it.each([
    [1, 'تنبيه واحد'],
    [2, 'تنبيهين'],
    [4, '4 تنبيهات'],
  ])('counts %i alerts an hour as %s', (alertsPerHour, words) => {
    const labels = settingsKeyboard({ ...chat, settings: { alertsPerHour } }, now).buttons.flat()
    expect(labels.map(({ text }) => text)).toContain(`في الساعة: حتى ${words}`)
  })
})

it('a feed’s preview escapes what the publisher wrote, and cuts what is too long', () => {
  const hostile = '<b>عنوان</b> & "خبر"\u202E'.repeat(40)
  const feed = {
    ...{
      url: `https://example.org/${'a'.repeat(3000)}`,
      name: hostile,
      siteUrl: null,
      format: 'rss' as const,
      charset: 'utf-8',
    },
    ...{ items: 0, readable: 0, known: 3, matched: 0, alertsADay: 0.25, titles: [hostile, hostile, hostile] },
    others: Array.from({ length: 30 }, (_, n) => ({
      url: `https://example.org/${n}`,
      title: null,
      format: 'rss' as const,
      items: 1,
    })),
  } as const
  const draft = feedPreview(
    { ...feed, titles: [...feed.titles], others: [...feed.others] },
    { lang: 'ar', token: 'x'.repeat(16) },
  )
  expect(draft.text).not.toMatch(/<b>عنوان|\u202E/)
  expect(draft.text.length).toBeLessThan(4096)
  expect(draft.text).toContain('0%')
  expect(draft.text).toContain('تنبيهات في اليوم: 0.3')
})
