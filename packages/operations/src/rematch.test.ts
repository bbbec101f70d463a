import { rematchUnderWay, untoldEditions } from '@rasid/store'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { applyTopicEdit } from './apply-topic-edit.ts'
import { assignArticle } from './assign-story.ts'
import { type RematchDeps, rematch } from './rematch.ts'
import { rulesInForce } from './rules-in-force.ts'
import { TEST_TOPIC } from './testing/test-topic.ts'
import { type TopicWorld, topicWorld } from './testing/topic-world.ts'
import { undoTopicEdit } from './topic-history.ts'

let world: TopicWorld
beforeEach(async () => {
  world = await topicWorld()
})
afterEach(() => world.close())

const ASK = { author: 'terminal', batch: 2, everything: false }
const sql = (...args: Parameters<TopicWorld['database']['store']['sql']>) => world.database.store.sql(...args)

async function deps(more: Partial<RematchDeps> = {}): Promise<RematchDeps> {
  const { db } = world.database.store
  const rules = await rulesInForce(db, world.directory)
  return { db, rules, assign: assignArticle, now: () => new Date(0), ...more }
}

/** The Kremlin becomes a name of Russia. */
async function learnKremlin(): Promise<void> {
  const { db } = world.database.store
  const edits = [{ op: 'add-alias' as const, entity: 'russia', alias: 'الكرملين' }]
  const applied = await applyTopicEdit({ db, directory: world.directory }, { change: { edits }, author: 'terminal' })
  expect(applied.kind).toBe('applied')
}

it('finds what new rules find, names their version, and puts it into a story', async () => {
  const id = await world.store({ title: 'الكرملين يستقبل وفد طالبان' })
  await learnKremlin()
  const using = await deps()
  expect(await rematch(using, ASK)).toEqual({
    kind: 'done',
    resumed: false,
    counts: { judged: 1, added: 1, lost: 0, raised: 0, lowered: 0, newCore: 1 },
  })
  const [match] = await sql`select tier, rule_version, story_id, final from matches where article_id = ${id}`
  expect(match).toMatchObject({ tier: 'core', rule_version: using.rules.topics[0]?.version, final: true })
  const [article] = await sql`select tier, rule_version, search is not null as searchable from articles`
  expect(article).toMatchObject({ tier: 'core', rule_version: using.rules.version, searchable: true })
  const [story] = await sql`select title, articles from stories where id = ${match?.story_id}`
  expect(story).toMatchObject({ title: 'الكرملين يستقبل وفد طالبان', articles: 1 })
})

it('never alerts what it newly finds, and still alerts the live article that joins it', async () => {
  await world.store({ title: 'الكرملين يستقبل وفدا من حركة طالبان' })
  await learnKremlin()
  await rematch(await deps(), ASK)
  expect(await untoldEditions(world.database.store.db, 9)).toEqual([])
  await world.store({ title: 'الكرملين يستقبل وفدا من حركة طالبان', outlet: 'وسيلة أخرى' })
  expect(await untoldEditions(world.database.store.db, 9)).toHaveLength(1)
  expect((await sql`select count(*)::int as n from stories`)[0]?.n).toBe(1)
})

it('does not alert a story again that it raises to core', async () => {
  await world.store({ title: 'الكرملين: طالبان تقاتل داعش' })
  await sql`update story_editions set told_at = now()`
  await learnKremlin()
  expect(await rematch(await deps(), ASK)).toMatchObject({ counts: { raised: 1, newCore: 1 } })
  expect(await sql`select tier from stories`).toMatchObject([{ tier: 'core' }])
  expect(await sql`select reason, tellable from story_editions order by n`).toMatchObject([
    { reason: 'new', tellable: true },
    { reason: 'raised', tellable: false },
  ])
})

it('still tells a match that was waiting for its page, as it now stands', async () => {
  await world.store({ title: 'الكرملين: طالبان تقاتل داعش', awaitsPage: true })
  expect(await untoldEditions(world.database.store.db, 9)).toEqual([])
  await learnKremlin()
  await rematch(await deps(), ASK)
  expect(await sql`select tier, tellable from story_editions`).toMatchObject([{ tier: 'core', tellable: true }])
})

it('takes matches back that the rules no longer find, and finds them again after an undo', async () => {
  const { db } = world.database.store
  await learnKremlin()
  const id = await world.store({ title: 'أخبار', body: 'قال الكرملين إن طالبان وصلت.' })
  await undoTopicEdit({ db, directory: world.directory }, { author: 'terminal' })
  expect(await rematch(await deps(), ASK)).toMatchObject({ counts: { lost: 1 } })
  expect(await sql`select 1 from matches`).toHaveLength(0)
  expect(await sql`select tier, search, body is not null as kept from articles where id = ${id}`).toMatchObject([
    { tier: 'none', search: null, kept: true },
  ])
  await learnKremlin()
  expect(await rematch(await deps(), ASK)).toMatchObject({ counts: { added: 1 } })
})

it('leaves articles alone that these rules judged already, unless all are asked for', async () => {
  await world.store({ title: 'روسيا تلتقي طالبان' })
  expect(await rematch(await deps(), ASK)).toMatchObject({ counts: { judged: 0 } })
  expect(await rematch(await deps(), { ...ASK, everything: true })).toMatchObject({ counts: { judged: 1, added: 0 } })
})

async function fiveArticles(): Promise<void> {
  for (const city of ['قندهار', 'هرات', 'بلخ', 'غزني', 'كونر'])
    await world.store({ title: `الكرملين وطالبان: ${city}` })
  await learnKremlin()
}

it('goes on after its last whole batch when it broke off in the middle of the next', async () => {
  await fiveArticles()
  let assigned = 0
  const breaking: RematchDeps['assign'] = (...args) => {
    assigned += 1
    if (assigned === 4) throw new Error('power cut')
    return assignArticle(...args)
  }
  await expect(rematch(await deps({ assign: breaking }), ASK)).rejects.toThrow()
  expect(await rematchUnderWay(world.database.store.db)).toMatchObject({ total: 5, counts: { judged: 2, added: 2 } })
  expect((await sql`select count(*)::int as n from matches`)[0]?.n).toBe(2)
  expect(await rematch(await deps(), ASK)).toMatchObject({
    kind: 'done',
    resumed: true,
    counts: { judged: 5, added: 5 },
  })
  expect(await rematchUnderWay(world.database.store.db)).toBeUndefined()
})

it('stops between batches when asked, and says what is left', async () => {
  await fiveArticles()
  const asked = new AbortController()
  const onProgress: RematchDeps['onProgress'] = ({ counts }) => void (counts.judged > 0 && asked.abort())
  const stopped = await rematch(await deps({ signal: asked.signal, onProgress }), ASK)
  expect(stopped).toMatchObject({ kind: 'stopped', left: 3, counts: { judged: 2 } })
})

it('shares the work between two that run at once: every article once, no twin story', async () => {
  await fiveArticles()
  const using = await deps()
  const outcomes = await Promise.all([rematch(using, { ...ASK, batch: 1 }), rematch(using, { ...ASK, batch: 1 })])
  expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done'])
  expect(await sql`select article_id from matches`).toHaveLength(5)
  expect(await sql`select 1 from articles where rule_version <> ${using.rules.version}`).toHaveLength(0)
})

it('begins anew when the rules changed since', async () => {
  await fiveArticles()
  const asked = new AbortController()
  const onProgress: RematchDeps['onProgress'] = ({ counts }) => void (counts.judged > 0 && asked.abort())
  await rematch(await deps({ signal: asked.signal, onProgress }), ASK)
  const { db } = world.database.store
  await undoTopicEdit({ db, directory: world.directory }, { author: 'terminal' })
  expect(await rematch(await deps(), ASK)).toMatchObject({ resumed: false, counts: { judged: 2, lost: 2 } })
})

it('leaves the matches of a topic whose file is gone as they are', async () => {
  await world.store({ title: 'روسيا تلتقي طالبان' })
  const other = TEST_TOPIC.replace('id: test-topic', 'id: other-topic').replace('[روسيا, موسكو]', '[الصين]')
  const elsewhere = await topicWorld({ 'b.yaml': other })
  const rules = await rulesInForce(world.database.store.db, elsewhere.directory)
  await elsewhere.close()
  expect(await rematch(await deps({ rules }), ASK)).toMatchObject({ counts: { judged: 1, lost: 0 } })
  expect(await sql`select topic, tier from matches`).toMatchObject([{ topic: 'test-topic', tier: 'core' }])
})
