import { cleanTitle, isolate, isolateIn, type Lang, texts } from '@rasid/core'
import { type Db, listOperators } from '@rasid/store'

/** Gives the name by which readers know who did something: an operator's, else what the audit wrote. Safe in a plain line. */
export type NameActor = (actor: string) => string

const LONGEST_NAME = 40

/** Names for the actors of audit rows and edits (`telegram:<id>`, `token:<name>`, `terminal` …) in a language. */
export async function actorNames(db: Db, botId: number, lang: Lang): Promise<NameActor> {
  const known = new Map((await listOperators(db, botId)).map(({ userId, name }) => [`telegram:${userId}`, name]))
  const table = texts(lang).audit
  return (actor) => {
    const name = cleanTitle(known.get(actor) ?? '').slice(0, LONGEST_NAME)
    if (name !== '') return isolateIn(name, lang)
    if (/^(?:terminal|cli)\b/.test(actor)) return table.terminal
    if (actor === 'page') return table.page
    return lang === 'ar' ? isolate(actor) : actor
  }
}
