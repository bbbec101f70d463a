import { schema } from '@rasid/store'
import type { FreshDatabase } from '@rasid/store/testing'

/** A story as no outlet should write it: a long word, a long title, many outlets. */
export async function storeLongStory({ store: { db } }: FreshDatabase): Promise<void> {
  const title = `طالبان ${'ـ'.repeat(300)} ${'عنوان طويل جدا '.repeat(60)}https://example.org/${'a'.repeat(200)}`
  const at = new Date()
  const [story] = await db
    .insert(schema.stories)
    .values({ topic: 'proof', title, tier: 'related', origin: 'live', firstAt: at, lastAt: at, articles: 40 })
    .returning({ id: schema.stories.id })
  for (let n = 0; n < 40; n += 1) {
    const outlet = `وسيلة إعلام ذات اسم طويل رقم ${n}`
    const [article] = await db
      .insert(schema.articles)
      .values({
        outlet,
        title,
        summary: title,
        tier: 'related',
        origin: 'live',
        contentHash: String(n),
        ruleVersion: 'v',
        publishedAt: at,
      })
      .returning({ id: schema.articles.id })
    const evidence = [{ entity: 'taliban', alias: 'طالبان', surface: 'طالبان', field: 'title', start: 0, end: 6 }]
    const result = {
      tier: 'related',
      score: 1,
      topic: 'proof',
      ruleVersion: 'v',
      evidence,
      rejected: [],
      mentions: {},
      reasons: [],
    }
    await db.insert(schema.matches).values({
      ...{ articleId: article?.id ?? 0, topic: 'proof', tier: 'related', score: 1, ruleVersion: 'v', result },
      ...{ signature: {}, storyId: story?.id ?? 0, final: true },
    })
  }
}
