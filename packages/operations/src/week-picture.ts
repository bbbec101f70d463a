import { addDays, coverageLine, directLines, escapeHtml, instantOf, localTimeAt, texts } from '@rasid/core'
import { type Chat, countOutlets, type Db, matchesByDay, topOutlets } from '@rasid/store'
import { matchesOf, periodOf, type WeekFacts } from './charts/week-drawing.ts'
import { coverageOf } from './coverage-of.ts'
import type { RowDraft } from './message-request.ts'

const DAYS = 7
const OUTLETS_SHOWN = 6

/**
 * The picture of the seven local days before the day of `dueAt`, with its caption; null when nothing matched in them. It counts as digests do:
 * live matches by the day they were seen.
 */
export async function weekPicture(db: Db, chat: Pick<Chat, 'lang' | 'zone'>, dueAt: Date): Promise<RowDraft | null> {
  const { lang, zone } = chat
  const today = { ...localTimeAt(dueAt, zone), hour: 0, minute: 0 }
  // Noon: no zone changes its clocks so that a day has none.
  const ask = { until: instantOf({ ...addDays(today, -1), hour: 12 }, zone), days: DAYS, zone }
  const days = await matchesByDay(db, ask)
  if (matchesOf(days) === 0) return null
  const outlets = await topOutlets(db, { ...ask, limit: OUTLETS_SHOWN })
  const facts: WeekFacts = { days, outlets, allOutlets: await countOutlets(db, ask) }
  const coverage = await coverageOf(db, { from: instantOf(addDays(today, -DAYS), zone), to: instantOf(today, zone) })
  const table = texts(lang).charts
  const lines = [
    `<b>${escapeHtml(`${table.weekTitle} · ${periodOf(days, { lang })}`)}</b>`,
    escapeHtml(table.weekFigures(matchesOf(days), facts.allOutlets)),
    coverageLine({ coverage, lang }),
  ]
  const picture = { shows: 'week' as const, look: { lang, theme: 'light' as const }, facts }
  return { text: directLines(lines.join('\n'), lang), buttons: [], preview: false, silent: true, picture }
}
