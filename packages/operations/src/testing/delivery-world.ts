import { type Db, openStory, oweMessages, rememberChat, saveChatSettings, schema, subscribeChat } from '@rasid/store'

export const BOT_ID = 4242

/** A chat that subscribed, with Telegram's id `chatId`. */
export async function subscriber(
  db: Db,
  chatId: number,
  settings: Parameters<typeof saveChatSettings>[2] & { botId?: number } = {},
) {
  const { botId = BOT_ID, ...rest } = settings
  const kind = chatId < 0 ? 'supergroup' : 'private'
  const { id } = await rememberChat(db, { botId, chatId, threadId: 0, kind, title: `chat ${chatId}` })
  await subscribeChat(db, id)
  return saveChatSettings(db, id, { ...rest, tier: rest.tier ?? 'core' })
}

export interface StorySeed {
  tier?: 'core' | 'related'
  title?: string
  origin?: 'archive' | 'baseline' | 'live'
  outlets?: readonly string[]
  at?: Date
}

/** A story with one article an outlet, stored as the worker stores them. */
export async function storyOf(db: Db, seed: StorySeed = {}): Promise<number> {
  const { tier = 'core', title = 'موسكو تستقبل وفدا من طالبان', origin = 'live', outlets = ['الوسيلة الأولى'] } = seed
  const at = seed.at ?? new Date()
  const storyId = await openStory(db, { topic: 'test', title, tier, origin, at })
  for (const outlet of outlets) await articleOf(db, { storyId, tier, title, origin, outlet, at })
  return storyId
}

/** Further outlets carry a story that was stored before. */
export async function outletsJoin(db: Db, storyId: number, outlets: readonly string[]): Promise<void> {
  const told = { tier: 'core', title: 'موسكو تستقبل وفدا من طالبان', origin: 'live' } as const
  for (const outlet of outlets) await articleOf(db, { ...told, storyId, outlet, at: new Date() })
}

type ArticleSeed = Required<Omit<StorySeed, 'outlets'>> & { storyId: number; outlet: string }

async function articleOf(db: Db, seed: ArticleSeed): Promise<void> {
  const { storyId, outlet, title, tier, origin, at } = seed
  const url = `https://example.org/${storyId}/${encodeURIComponent(outlet)}`
  const summary = 'قالت موسكو إن الوفد وصل اليوم.'
  const [article] = await db
    .insert(schema.articles)
    .values({ outlet, title, summary, url, tier, origin, firstSeenAt: at, contentHash: url, ruleVersion: 'v1' })
    .returning({ id: schema.articles.id })
  const evidence = [{ entity: 'russia', alias: 'موسكو', surface: 'موسكو', field: 'summary', start: 5, end: 10 }]
  const result = { tier, score: 1, topic: 'test', ruleVersion: 'v1', evidence, rejected: [], mentions: {}, reasons: [] }
  await db.insert(schema.matches).values({
    ...{ articleId: article?.id as number, topic: 'test', tier, score: 1, ruleVersion: 'v1', result },
    ...{ signature: {}, storyId, final: true },
  })
}

/** An edition as the worker writes it. */
export async function editionOf(
  db: Db,
  edition: Pick<typeof schema.storyEditions.$inferInsert, 'storyId'> &
    Partial<typeof schema.storyEditions.$inferInsert>,
): Promise<void> {
  await db
    .insert(schema.storyEditions)
    .values({ n: 1, reason: 'new', tier: 'core', outlets: 1, tellable: true, ...edition })
}

/** A short message owed to a chat. */
export async function owed(db: Db, chat: number, slot: string, text = `<b>${slot}</b>`): Promise<number> {
  const draft = { text, buttons: [], preview: false, silent: false }
  const [row] = await oweMessages(db, [{ chat, kind: 'alert', slot, draft }])
  return row?.id as number
}
