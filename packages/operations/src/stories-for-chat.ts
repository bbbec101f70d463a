import { composeLatest, type StoriesDraft } from '@rasid/core'
import { BadCursor, type Chat, type Db, type Page, type Story, storiesToTell, storyPage } from '@rasid/store'
import { cardTarget } from './compose-due-digests.ts'
import type { RowDraft } from './message-request.ts'
import { understood } from './search-matches.ts'
import { storyViews } from './story-views.ts'

// One message with its number buttons in one row.
const STORIES_ON_A_PAGE = 8

interface ChatAsk {
  chat: Chat
  /** From 0. */
  page: number
  query?: string
  /** `cursors` of the message whose button was pressed: where each of its pages begins, as far as they were turned. */
  cursors?: readonly (string | null)[]
}

/**
 * One page of the latest stories, of the chat's tier, or of those that fit `query` as the page and `rasid query` read it
 * (any tier). A page whose beginning is not known is the first one.
 */
export async function storiesForChat(
  deps: { db: Db; botName: string; now(): Date },
  ask: ChatAsk,
): Promise<StoriesDraft & RowDraft> {
  const { chat, query } = ask
  const { number, cursors, found } = await turned(deps, ask)
  const draft = composeLatest({
    ...{ lang: chat.lang, tz: chat.zone, now: deps.now(), page: number, older: found.next !== null },
    stories: await storyViews(
      deps.db,
      found.rows.map(({ id }) => id),
    ),
    cards: cardTarget(chat, deps.botName),
    ...(query !== undefined && { query }),
  })
  return { ...draft, ...(query !== undefined && { query }), cursors: [...cursors, found.next] }
}

/** The page that was asked for, its number, and where it and those before it begin. */
async function turned(
  deps: { db: Db; now(): Date },
  ask: ChatAsk,
): Promise<{ number: number; cursors: (string | null)[]; found: Page<Story> }> {
  const cursor = ask.page === 0 ? null : ask.cursors?.[ask.page]
  if (cursor === undefined || (cursor === null && ask.page > 0)) return turned(deps, { ...ask, page: 0 })
  try {
    const cursors = [...(ask.cursors ?? []).slice(0, ask.page), cursor]
    return { number: ask.page, cursors, found: await storiesAt(deps, ask, cursor) }
  } catch (error) {
    if (error instanceof BadCursor && ask.page > 0) return turned(deps, { ...ask, page: 0 })
    throw error
  }
}

async function storiesAt(
  deps: { db: Db; now(): Date },
  { chat, query }: ChatAsk,
  cursor: string | null,
): Promise<Page<Story>> {
  const at = { limit: STORIES_ON_A_PAGE, ...(cursor !== null && { cursor }) }
  if (query === undefined) return storyPage(deps.db, { ...at, ...(chat.tier === 'core' && { tier: 'core' as const }) })
  const { ask, isEmpty } = await understood(deps, { text: query })
  if (isEmpty) return { rows: [], next: null }
  const { story, order: _, origin: __, ...filters } = ask
  if (story !== undefined)
    return { rows: (await storiesToTell(deps.db, [story])).map((told) => told.story), next: null }
  return storyPage(deps.db, { ...filters, ...at })
}
