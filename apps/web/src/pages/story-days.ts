import { formatLongDate, type Lang, texts } from '@rasid/core'
import type { ToldStory } from '@rasid/store'
import { type PageReading, ZONE } from './story-parts.ts'

/** The stories of one day. */
export interface Day {
  /** 2026-11-22, or `archive`. */
  key: string
  title: string
  stories: ToldStory[]
}

/** Stories under their day in Riyadh; those of the archive, of many years, under one title. */
export function byDay(stories: readonly ToldStory[], { lang, now }: PageReading): Day[] {
  const days: Day[] = []
  for (const told of stories) {
    const isArchive = told.story.origin === 'archive'
    const key = isArchive ? 'archive' : dayKey(told.story.lastAt)
    const title = isArchive ? texts(lang).web.archive : dayTitle(told.story.lastAt, now, lang)
    const last = days.at(-1)
    if (last?.key === key) last.stories.push(told)
    else days.push({ key, title, stories: [told] })
  }
  return days
}

const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }) // 2026-11-22
const dayKey = (at: Date) => dayFormat.format(at)

function dayTitle(at: Date, now: Date, lang: Lang): string {
  const say = texts(lang).web
  const date = formatLongDate(at, { lang, tz: ZONE })
  if (dayKey(at) === dayKey(now)) return `${say.today} · ${date}`
  return dayKey(at) === dayKey(new Date(now.getTime() - 86_400_000)) ? `${say.yesterday} · ${date}` : date
}
