import { parseTopic, type TopicEdit } from '@rasid/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyTopicEdit } from './apply-topic-edit.ts'
import { TEST_TOPIC } from './testing/test-topic.ts'
import { type TopicWorld, topicWorld } from './testing/topic-world.ts'
import { topicHistory } from './topic-history.ts'
import { type TopicTrial, tryTopic } from './try-topic.ts'

let world: TopicWorld
let deps: { db: TopicWorld['database']['store']['db']; directory: URL }
beforeEach(async () => {
  world = await topicWorld()
  deps = { db: world.database.store.db, directory: world.directory }
})
afterEach(() => world.close())

const DAY_MS = 86_400_000
const kremlin: TopicEdit = { op: 'add-alias', entity: 'russia', alias: 'الكرملين' }

async function tried(edits: readonly TopicEdit[], more: { since?: Date; examples?: number } = {}): Promise<TopicTrial> {
  const trial = await tryTopic(deps, { change: { edits }, examples: 10, ...more })
  if (trial.kind !== 'tried') throw new Error(`not tried: ${JSON.stringify(trial)}`)
  return trial
}

describe('tryTopic', () => {
  it('shows what would newly match, where, and saves nothing', async () => {
    const id = await world.store({ title: 'أخبار اليوم', summary: 'قال الكرملين إن وفد طالبان وصل إلى العاصمة' })
    await world.store({ title: 'الطقس غدا معتدل' })
    const trial = await tried([kremlin])
    expect(trial.counts).toEqual({ added: 1, lost: 0, raised: 0, lowered: 0 })
    const [example] = trial.examples
    expect(example).toMatchObject({ id, kind: 'added', from: 'none', to: 'core' })
    expect(example?.words).toContain('الكرملين')
    const { text = '', marks = [] } = example?.snippet ?? {}
    expect(marks.map(({ start, end }) => text.slice(start, end))).toContain('الكرملين')
    expect(await topicHistory(deps.db, { limit: 9 })).toEqual([])
    const [stored] = await world.database.store.sql`select tier from articles where id = ${id}`
    expect(stored?.tier).toBe('none')
  })

  it.each([
    { why: 'lost', title: 'روسيا تلتقي طالبان', edit: { op: 'remove-alias', entity: 'russia', alias: 'روسيا' } },
    {
      why: 'lowered',
      title: 'روسيا وطالبان ضد داعش',
      edit: { op: 'remove-alias', entity: 'russia', alias: 'روسيا' },
    },
    { why: 'raised', title: 'الكرملين: طالبان تحارب داعش', edit: kremlin },
  ] satisfies { why: string; title: string; edit: TopicEdit }[])(
    'counts an article that is $why',
    async ({ why, title, edit }) => {
      await world.store({ title })
      expect((await tried([edit])).examples).toMatchObject([{ kind: why, title }])
    },
  )

  it('keeps a verdict that the title and summary give, whatever a long page says', async () => {
    const body = `${'كلام آخر. '.repeat(300)}`
    await world.store({ title: 'روسيا تلتقي طالبان', body })
    expect((await tried([kremlin])).counts).toEqual({ added: 0, lost: 0, raised: 0, lowered: 0 })
  })

  it('counts a story of several outlets as one alert, and only live ones', async () => {
    const now = Date.now()
    const title = 'الكرملين يعلن استقبال وفد من حركة طالبان في العاصمة'
    await world.store({ title: 'لا شيء هنا', at: new Date(now - 2 * DAY_MS) })
    await world.database.store.sql`update articles set first_seen_at = now() - interval '2 days'`
    for (const outlet of ['الأولى', 'الثانية', 'الثالثة']) await world.store({ title, outlet, at: new Date(now) })
    await world.store({ title: 'الكرملين: طالبان سيطرت على قندهار', origin: 'archive' })
    const { alerts, counts } = await tried([kremlin])
    expect(counts.added).toBe(4)
    expect(alerts).toEqual({ days: 2, before: { core: 0, all: 0 }, after: { core: 0.5, all: 0.5 } })
  })

  it('counts all and shows as many as were asked for', async () => {
    for (const day of ['الأحد', 'الاثنين', 'الثلاثاء']) await world.store({ title: `الكرملين وطالبان يوم ${day}` })
    const trial = await tried([kremlin], { examples: 2 })
    expect([trial.counts.added, trial.examples.length]).toEqual([3, 2])
  })

  it('looks at articles since a day only, when asked', async () => {
    await world.store({ title: 'الكرملين وطالبان' })
    await world.database.store.sql`update articles set first_seen_at = now() - interval '9 days'`
    expect((await tried([kremlin], { since: new Date(Date.now() - DAY_MS) })).articles).toBe(0)
  })

  it('tells how far it is', async () => {
    await world.store({ title: 'الطقس' })
    const steps: [number, number][] = []
    await tryTopic(
      { ...deps, onProgress: (done, total) => steps.push([done, total]) },
      { change: { edits: [kremlin] }, examples: 1 },
    )
    expect(steps.at(-1)).toEqual([1, 1])
  })

  it('refuses a bad alias before it reads an article', async () => {
    const trial = await tryTopic(deps, {
      change: { edits: [{ op: 'add-alias', entity: 'russia', alias: 'قال' }] },
      examples: 1,
    })
    expect(trial).toMatchObject({ kind: 'refused', problems: [{ said: { ar: expect.stringContaining('قال') } }] })
  })
})

describe('a whole file as the change', () => {
  const file = (yaml: string) => ({ file: parseTopic(yaml, 'new.yaml') })
  const withKremlin = TEST_TOPIC.replace('[روسيا, موسكو]', '[روسيا, الكرملين]')

  it('is tried as the edits that it stands for', async () => {
    const trial = await tryTopic(deps, { change: file(withKremlin), examples: 1 })
    expect(trial).toMatchObject({
      plan: {
        beyond: [],
        edits: [
          { op: 'remove-alias', alias: 'موسكو' },
          { op: 'add-alias', alias: 'الكرملين' },
        ],
      },
    })
  })

  it('is put into force as those edits', async () => {
    const applied = await applyTopicEdit(deps, { change: file(withKremlin), author: 'terminal' })
    expect(applied).toMatchObject({ kind: 'applied', ids: [1, 2] })
    const again = await tryTopic(deps, { change: file(withKremlin), examples: 1 })
    expect(again.kind).toBe('nothing')
  })

  it('keeps the edits in force that it does not hold', async () => {
    await applyTopicEdit(deps, { change: { edits: [kremlin] }, author: 'terminal' })
    expect((await tryTopic(deps, { change: file(TEST_TOPIC), examples: 1 })).kind).toBe('nothing')
  })

  it('can be tried but not applied when it changes more than aliases and masks', async () => {
    const rules = TEST_TOPIC.replace('tier: related', 'tier: core')
    expect(await tryTopic(deps, { change: file(rules), examples: 1 })).toMatchObject({
      kind: 'tried',
      plan: { beyond: ['rules'] },
    })
    const applied = await applyTopicEdit(deps, { change: file(rules), author: 'terminal' })
    expect(applied.kind).toBe('beyond-edits')
    expect(await topicHistory(deps.db, { limit: 9 })).toEqual([])
  })
})
