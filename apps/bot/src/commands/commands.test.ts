import { directLines, type MessageDraft, texts } from '@rasid/core'
import type { Chat, Feed } from '@rasid/store'
import { describe, expect, it } from 'vitest'
import { feedPreview } from '../feed-messages.ts'
import { alertsKeyboard } from '../settings/alerts-keyboard.ts'
import { digestKeyboard, weekdayKeyboard } from '../settings/digest-keyboard.ts'
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
    { why: 'alerts', draft: alertsKeyboard(chat) },
    { why: 'the digest', draft: digestKeyboard(chat) },
    { why: 'a weekly digest', draft: digestKeyboard({ ...chat, settings: { rhythm: 'weekly', weekday: 4 } }) },
    { why: 'weekdays', draft: weekdayKeyboard(chat) },
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
    expect(dataOf(alertsKeyboard({ ...chat, alerts: false }))).toContain('set:alerts:on')
    const labels = settingsKeyboard(chat, now)
      .buttons.flat()
      .map(({ text }) => text)
    expect(labels).toContain('التوقيت: الرياض 14:05')
  })

  const labelsOf = ({ buttons }: MessageDraft) => buttons.flat().map(({ text }) => text)
  const marked = (draft: MessageDraft) => labelsOf(draft).filter((text) => text.startsWith('✓'))

  it('marks the hour, the rhythm and the weekday that hold', () => {
    const weekly = { ...chat, settings: { rhythm: 'weekly', weekday: 4 } }
    expect(marked(hoursKeyboard(chat, now))).toEqual(['✓ 08:00'])
    expect(marked(digestKeyboard(chat))).toEqual(['✓ كل يوم'])
    expect(marked(weekdayKeyboard(weekly))).toEqual(['✓ الخميس'])
    expect(labelsOf(digestKeyboard(weekly))).toContain('اليوم: الخميس')
  })

  it('offers no hours where there is no digest', () => {
    const off = labelsOf(digestKeyboard({ ...chat, settings: { rhythm: 'off' } }))
    expect(off).toContain('✓ بلا نشرة')
    expect(off.join()).not.toMatch(/الساعة|صورة|أيام/)
  })

  // What a phone of 360 points shows without scrolling, and what half of its width holds before it is cut.
  const PHONE_ROWS = 8
  const HALF_ROW = 24
  const everything = {
    ...{ quiet: { mode: 'hold' }, rhythm: 'weekly', alertsPerHour: 8, alertOutlets: 6 },
    ...{ followed: ['russia', 'taliban', 'isis'], mutedOutlets: Array.from({ length: 11 }, (_, n) => `${n}`) },
  }
  it.each(['ar', 'en'] as const)('of the settings is seen whole on a phone, in %s', (lang) => {
    for (const settings of [{}, everything]) {
      const of: Chat = { ...chat, lang, tier: 'related', zone: 'Africa/Casablanca', settings }
      for (const draft of [settingsKeyboard(of, now), alertsKeyboard(of), digestKeyboard(of), quietKeyboard(of, now)]) {
        expect(draft.buttons.length).toBeLessThanOrEqual(PHONE_ROWS)
        const halves = draft.buttons.filter((row) => row.length === 2).flat()
        expect(halves.filter(({ text }) => text.length > HALF_ROW)).toEqual([])
      }
    }
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
    expect(labelsOf(alertsKeyboard({ ...chat, settings: { alertsPerHour } }))).toContain(`في الساعة: حتى ${words}`)
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
