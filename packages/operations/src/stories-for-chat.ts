import { composeLatest, type StoriesDraft } from '@rasid/core'
import { type Chat, type Db, storyIds } from '@rasid/store'
import { cardTarget } from './compose-due-digests.ts'
import type { RowDraft } from './message-request.ts'
import { storyViews } from './story-views.ts'

// One message with its number buttons in one row.
const STORIES_ON_A_PAGE = 8

/** One page of the latest stories, of the chat's tier, or of those with all the words of `query` (any tier). */
export async function storiesForChat(
  deps: { db: Db; botName: string; now(): Date },
  ask: { chat: Chat; page: number; query?: string },
): Promise<StoriesDraft & RowDraft> {
  const { chat, page, query } = ask
  const found = await storyIds(deps.db, {
    tier: query === undefined ? chat.tier : 'related',
    offset: page * STORIES_ON_A_PAGE,
    limit: STORIES_ON_A_PAGE + 1,
    ...(query !== undefined && { words: query.split(' ') }),
  })
  const draft = composeLatest({
    ...{ lang: chat.lang, tz: chat.zone, now: deps.now(), page, older: found.length > STORIES_ON_A_PAGE },
    stories: await storyViews(deps.db, found.slice(0, STORIES_ON_A_PAGE)),
    cards: cardTarget(chat, deps.botName),
    ...(query !== undefined && { query }),
  })
  return query === undefined ? draft : { ...draft, query }
}
