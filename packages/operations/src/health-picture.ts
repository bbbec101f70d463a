import { directLines, escapeHtml, texts } from '@rasid/core'
import { type Chat, type Db, matchesByDay, visitsByDay } from '@rasid/store'
import { matchesOf } from './charts/week-drawing.ts'
import type { RowDraft } from './message-request.ts'

const DAYS = 14

/** The trend of visits and matches over the chat's last fourteen days, today included; null before anything happened. */
export async function healthPicture(
  db: Db,
  { lang, zone }: Pick<Chat, 'lang' | 'zone'>,
  now: Date,
): Promise<RowDraft | null> {
  const ask = { until: now, days: DAYS, zone }
  const facts = { visits: await visitsByDay(db, ask), matches: await matchesByDay(db, ask) }
  const visits = facts.visits.reduce((sum, day) => sum + day.answered + day.slowed + day.failed, 0)
  if (visits + matchesOf(facts.matches) === 0) return null
  const table = texts(lang).charts
  const caption = escapeHtml(`${table.healthTitle} · ${table.lastDays(DAYS)}`)
  const picture = { shows: 'health' as const, look: { lang, theme: 'light' as const }, facts }
  return { text: directLines(caption, lang), buttons: [], preview: false, silent: true, picture }
}
