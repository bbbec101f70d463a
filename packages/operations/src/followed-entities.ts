import type { Bilingual, Lang } from '@rasid/core'
import type { Chat, Db } from '@rasid/store'
import { chatPreferences } from './chat-preferences.ts'
import { rulesInForce } from './rules-in-force.ts'

export interface NamedEntity {
  id: string
  title: Bilingual
}

/** What may be followed or asked for: those whom the topics in force name. Cues (an attack, a recognition) are words of the rules only. */
export async function namedEntities(db: Db): Promise<NamedEntity[]> {
  const { topics } = await rulesInForce(db)
  const named = topics.flatMap(({ source }) =>
    Object.entries(source.entities).flatMap(([id, { kind, title }]) => (kind === 'name' ? [{ id, title }] : [])),
  )
  return [...new Map(named.map((entity) => [entity.id, entity])).values()]
}

/** The titles of those of a story's entities that a chat follows, in the reader's language. */
export function followedTitles(
  chat: Pick<Chat, 'settings'> & { lang: Lang },
  entities: readonly string[],
  known: readonly NamedEntity[],
): string[] {
  const { followed } = chatPreferences(chat)
  if (followed.length === 0) return []
  return known.filter(({ id }) => followed.includes(id) && entities.includes(id)).map(({ title }) => title[chat.lang])
}
