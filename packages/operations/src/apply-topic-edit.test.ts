import type { TopicEdit } from '@rasid/core'
import { recentAudit } from '@rasid/store'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyTopicEdit } from './apply-topic-edit.ts'
import { rulesInForce } from './rules-in-force.ts'
import { TEST_TOPIC } from './testing/test-topic.ts'
import { TEST_CASES, type TopicWorld, topicWorld } from './testing/topic-world.ts'
import { exportTopicRules, topicHistory, undoTopicEdit } from './topic-history.ts'

let world: TopicWorld
let deps: { db: TopicWorld['database']['store']['db']; directory: URL }
beforeEach(async () => {
  world = await topicWorld({ 'a.yaml': TEST_TOPIC, 'a.cases.yaml': TEST_CASES })
  deps = { db: world.database.store.db, directory: world.directory }
})
afterEach(() => world.close())

const palace: TopicEdit = { op: 'add-alias', entity: 'russia', alias: 'قصر الشتاء' }
const kremlin: TopicEdit = { op: 'add-alias', entity: 'russia', alias: 'الكرملين' }
const apply = (...edits: TopicEdit[]) => applyTopicEdit(deps, { change: { edits }, author: 'telegram:7' })
const version = async () => (await rulesInForce(deps.db, deps.directory)).topics[0]?.version

describe('applyTopicEdit', () => {
  it('puts an edit into force with its author, its audit row and the version that rules then have', async () => {
    const applied = await apply(palace)
    expect(applied).toMatchObject({ kind: 'applied', topic: 'test-topic', ids: [1], version: await version() })
    expect(await topicHistory(deps.db, { limit: 9 })).toMatchObject([
      { id: 1, edit: palace, author: 'telegram:7', state: 'in-force' },
    ])
    const [row] = await recentAudit(deps.db, 1)
    expect(row).toMatchObject({ actor: 'telegram:7', action: 'topic apply', subject: 'test-topic' })
  })

  it.each([
    { why: 'a stop word', edit: { op: 'add-alias', entity: 'russia', alias: 'قال' }, said: /stop word/ },
    { why: 'too few letters', edit: { op: 'add-alias', entity: 'russia', alias: 'نمل' }, said: /fewer than 4/ },
    { why: 'a surface of another', edit: { op: 'add-alias', entity: 'isis', alias: 'طالبان' }, said: /belongs to/ },
    { why: 'an unknown entity', edit: { op: 'add-alias', entity: 'china', alias: 'بكين' }, said: /no entity/ },
    { why: 'an unknown alias', edit: { op: 'remove-alias', entity: 'russia', alias: 'لندن' }, said: /no alias/ },
    {
      why: 'an anchor that is nowhere',
      edit: { op: 'add-alias', entity: 'russia', alias: { text: 'قازان', anchor: ['nowhere'] } },
      said: /no entity or group "nowhere"/,
    },
  ] satisfies { why: string; edit: TopicEdit; said: RegExp }[])(
    'refuses $why in words, and saves nothing',
    async ({ edit, said }) => {
      const outcome = await apply(palace, edit)
      expect(outcome).toMatchObject({
        kind: 'refused',
        problems: [{ edit, said: { en: expect.stringMatching(said) } }],
      })
      expect(await topicHistory(deps.db, { limit: 9 })).toEqual([])
    },
  )

  it('refuses what would break a case, and names it', async () => {
    const outcome = await apply(kremlin)
    expect(outcome).toMatchObject({
      kind: 'cases-broken',
      plan: { cases: { broken: [{ case: { title: 'الكرملين وطالبان يلتقيان' }, result: { tier: 'core' } }] } },
    })
    expect(await topicHistory(deps.db, { limit: 9 })).toEqual([])
  })

  it('refuses a change that was seen with other rules', async () => {
    const seenVersion = (await version()) ?? ''
    await apply(palace)
    const late = await applyTopicEdit(deps, {
      change: { edits: [{ op: 'add-mask', text: 'روسيا اليوم' }] },
      author: 'terminal',
      seenVersion,
    })
    expect(late).toEqual({ kind: 'moved', version: await version() })
  })

  it('takes one of two equal edits that are made at once', async () => {
    const outcomes = await Promise.all([apply(palace), apply(palace)])
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['applied', 'refused'])
  })

  it('says which topics there are when the one asked for is none', async () => {
    const outcome = await applyTopicEdit(deps, { change: { topic: 'weather', edits: [palace] }, author: 'terminal' })
    expect(outcome).toEqual({ kind: 'unknown-topic', topics: ['test-topic'] })
  })
})

describe('undoTopicEdit', () => {
  it('takes the newest edit back, once', async () => {
    const before = await version()
    await apply(palace)
    const undone = await undoTopicEdit(deps, { author: 'telegram:8' })
    expect(undone).toMatchObject({ kind: 'undone', version: before, entry: { id: 1, undoneBy: 'telegram:8' } })
    expect(await version()).toBe(before)
    expect(await undoTopicEdit(deps, { author: 'telegram:8' })).toEqual({ kind: 'nothing' })
  })

  it('says of an edit that was undone before that it is, by whom', async () => {
    await apply(palace)
    await undoTopicEdit(deps, { id: 1, author: 'telegram:8' })
    expect(await undoTopicEdit(deps, { id: 1, author: 'telegram:9' })).toMatchObject({
      kind: 'stale',
      entry: { state: 'undone', undoneBy: 'telegram:8' },
    })
  })

  it('does not know a number that was never given', async () => {
    expect(await undoTopicEdit(deps, { id: 77, author: 'telegram:8' })).toEqual({ kind: 'unknown', id: 77 })
  })

  it('keeps an edit on which a later one rests, and names that one', async () => {
    const removal: TopicEdit = { op: 'remove-alias', entity: 'russia', alias: 'قصر الشتاء' }
    await apply(palace)
    await apply(removal)
    const outcome = await undoTopicEdit(deps, { id: 1, author: 'telegram:8' })
    expect(outcome).toEqual({ kind: 'needed', by: [{ id: 2, edit: removal }] })
  })
})

describe('exportTopicRules', () => {
  it('prints a file that another installation could start from', async () => {
    await apply(palace)
    const exported = await exportTopicRules(deps)
    expect(exported).toMatchObject({ kind: 'exported', topic: 'test-topic' })
    const other = await topicWorld({ 'a.yaml': exported.kind === 'exported' ? exported.yamlText : '' })
    const there = await rulesInForce(other.database.store.db, other.directory)
    await other.close()
    expect(there.topics[0]?.version).toBe(await version())
  })
})
