import { composeAlert } from '@rasid/core'
import type { AlertChat, Db } from '@rasid/store'
import { chatPreferences } from './chat-preferences.ts'
import { followedTitles, namedEntities } from './followed-entities.ts'
import type { ToldStoryView } from './story-views.ts'

/** What an alert depends on besides its story. */
type AlertReader = Pick<AlertChat, 'lang' | 'zone' | 'settings'> & { raised: boolean }

/** Composes one story's alerts. Thousands of chats read the same few: each language, zone and mark is composed once. */
export async function alertDrafts(db: Db, told: { story: ToldStoryView; now: Date }, readers: readonly AlertReader[]) {
  const { story, now } = told
  const isFollowed = readers.some((reader) => chatPreferences(reader).followed.length > 0)
  const known = isFollowed ? await namedEntities(db) : []
  const composed = new Map<string, ReturnType<typeof composeAlert>>()
  return (reader: AlertReader) => {
    const { lang, zone: tz, raised } = reader
    const followed = followedTitles(reader, story.entities, known)
    const key = [lang, tz, raised, ...followed].join(' ')
    const draft = composed.get(key) ?? composeAlert({ lang, tz, now, story: { ...story, raised, followed } })
    composed.set(key, draft)
    return draft
  }
}
