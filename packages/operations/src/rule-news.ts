import { cleanTitle, cutText, formatMoment, isolateIn, type Lang, texts } from '@rasid/core'
import type { Chat, Db } from '@rasid/store'
import { actorNames } from './actor-name.ts'
import { editLine } from './topic-difference.ts'
import { type HistoryEntry, topicHistory } from './topic-history.ts'

/** What happened to the rules that operators should know of: an edit, with the name of who made it or took it back. */
export type RuleNews = readonly (HistoryEntry & { who: Record<Lang, string> })[]

const DAY_MS = 24 * 3_600_000
const EDITS_SHOWN = 5
const LONGEST_EDIT = 120

/** The edits of the last day, newest first: made, taken back, or set aside because a new file no longer takes them. */
export async function ruleNews(deps: { db: Db; botId: number; now(): Date }): Promise<RuleNews> {
  const since = deps.now().getTime() - DAY_MS
  const recent = (await topicHistory(deps.db, { limit: 50 })).filter(
    ({ at, undoneAt, state }) => state === 'set-aside' || (undoneAt ?? at).getTime() >= since,
  )
  if (recent.length === 0) return []
  const [ar, en] = [await actorNames(deps.db, deps.botId, 'ar'), await actorNames(deps.db, deps.botId, 'en')]
  return recent.slice(0, EDITS_SHOWN).map((entry) => {
    const actor = entry.undoneBy ?? entry.author
    return { ...entry, who: { ar: ar(actor), en: en(actor) } }
  })
}

/** The same as plain lines under a heading of their own; none without news. */
export function ruleLines(news: RuleNews, { lang, zone }: Pick<Chat, 'lang' | 'zone'>, now: Date): string[] {
  if (news.length === 0) return []
  const table = texts(lang).ops
  const lines = news.map(({ edit, state, at, undoneAt, who }) => {
    const short = cutText(cleanTitle(editLine(edit)), LONGEST_EDIT)
    const what = isolateIn(short, lang)
    if (state === 'set-aside') return table.ruleSetAside(what)
    const when = formatMoment(undoneAt ?? at, now, { lang, tz: zone })
    return state === 'undone' ? table.ruleUndone(what, who[lang], when) : table.ruleMade(what, who[lang], when)
  })
  return ['', table.statusRules, ...lines, table.rulesUndo]
}
