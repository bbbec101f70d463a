import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkAlias, surfacesOf } from './check-alias.ts'
import { compileTopic, topicVersion } from './compile-topic.ts'
import { matchArticle } from './match-article.ts'
import { parseTopic } from './parse-topic.ts'
import { applyTopicEdits, exportTopic, type TopicEdit } from './topic-edits.ts'

const file = parseTopic(
  readFileSync(new URL('fixtures/desert-locusts.yaml', import.meta.url), 'utf8'),
  'desert-locusts.yaml',
)
const addGrasshopper: TopicEdit = { op: 'add-alias', entity: 'locust', alias: { text: 'جندب', article: 'optional' } }

describe('checkAlias', () => {
  it.each([
    ['locust', 'في', 'stop-word', 'a function word'],
    ['locust', 'قال', 'stop-word', 'a common news word'],
    ['locust', 'نمل', 'too-short', 'three letters'],
    ['locust', 'محصول', 'owned', 'another entity has it'],
    ['locust', 'جراد', 'owned', 'the entity has it already'],
    ['locust', 'والجراد', 'owned', 'a surface of an alias that is there'],
    ['locusts', 'جندب كبير', 'unknown-entity', 'a misspelt entity'],
    ['locust', '«»', 'no-letters', 'punctuation only'],
  ])('refuses for %s «%s» as %s: %s', (entity, alias, code, _why) => {
    const checked = checkAlias(file, entity, alias)
    expect(checked).toMatchObject({ kind: 'refused', code })
    expect(checked.kind === 'refused' && checked.said.ar !== '' && checked.said.en !== '').toBe(true)
  })

  it.each([
    ['جندب صحراوي', 'a name of two words'],
    ['FAO', 'a Latin acronym'],
    [{ text: 'نمل', cue: 'grain' }, 'short, but with a cue'],
  ])('accepts %s: %s', (alias, _why) => {
    expect(checkAlias(file, 'locust', alias).kind).toBe('accepted')
  })
})

describe('surfacesOf', () => {
  it('prints what the clitic grammar makes of an alias, and nothing else', () => {
    const surfaces = surfacesOf(file, 'جراد')
    expect(surfaces).toEqual(expect.arrayContaining(['جراد', 'والجراد', 'بالجراد', 'للجراد', 'فلجراد']))
    expect(surfaces).toHaveLength(24)
    expect(surfaces).not.toContain('يجراد')
  })

  it('matches each printed surface', () => {
    const topic = compileTopic(file)
    for (const surface of surfacesOf(file, 'جراد'))
      expect(matchArticle(topic, { title: `خبر عن ${surface} هنا` }).evidence.map((item) => item.surface)).toEqual([
        surface,
      ])
  })
})

describe('applyTopicEdits', () => {
  it('adds an alias that then matches, under another version', () => {
    const { topic, setAside } = applyTopicEdits(file, [addGrasshopper])
    expect(setAside).toEqual([])
    expect(matchArticle(compileTopic(topic), { title: 'الجندب يأكل المحاصيل' }).tier).toBe('core')
    expect(topicVersion(topic)).not.toBe(topicVersion(file))
  })

  it('leaves the file that it was given as it is', () => {
    const before = topicVersion(file)
    applyTopicEdits(file, [addGrasshopper, { op: 'remove-alias', entity: 'harvest', alias: 'محصول' }])
    expect(topicVersion(file)).toBe(before)
  })

  it('comes back to the first version when an addition is removed again', () => {
    const { topic } = applyTopicEdits(file, [addGrasshopper, { op: 'remove-alias', entity: 'locust', alias: 'جندب' }])
    expect(topicVersion(topic)).toBe(topicVersion(file))
  })

  it('sets aside what no longer applies and goes on', () => {
    const gone: TopicEdit = { op: 'remove-alias', entity: 'locust', alias: 'نحلة' }
    const { topic, setAside } = applyTopicEdits(file, [gone, addGrasshopper, addGrasshopper])
    expect(setAside.map((item) => item.edit)).toEqual([gone, addGrasshopper])
    expect(topic.edits).toEqual([addGrasshopper])
  })

  it('adds and removes masks', () => {
    const title = 'مهرجان الجراد الأصفر'
    const { topic } = applyTopicEdits(file, [{ op: 'add-mask', text: 'الجراد الأصفر' }])
    expect(matchArticle(compileTopic(topic), { title }).tier).toBe('none')
    const back = applyTopicEdits(topic, [{ op: 'remove-mask', text: 'الجراد الأصفر' }])
    expect(matchArticle(compileTopic(back.topic), { title }).tier).toBe('related')
  })
})

describe('exportTopic', () => {
  it('prints the file as it is when there are no edits', () => {
    expect(exportTopic(file)).toBe(file.yamlText)
  })

  it('prints a merged file that stands for the same rules and keeps the comments', () => {
    const { topic } = applyTopicEdits(file, [
      addGrasshopper,
      { op: 'remove-alias', entity: 'harvest', alias: 'محصول' },
      { op: 'add-mask', text: 'الجراد الأصفر' },
    ])
    const merged = exportTopic(topic)
    expect(topicVersion(parseTopic(merged, 'merged.yaml'))).toBe(topicVersion(topic))
    expect(merged).toContain('# A second topic')
  })

  it('does so for the shipped file too, with its anchors and references', () => {
    const url = new URL('../../topics/russia-taliban-isis.yaml', import.meta.url)
    const shipped = parseTopic(readFileSync(url, 'utf8'), 'russia-taliban-isis.yaml')
    const { topic, setAside } = applyTopicEdits(shipped, [
      { op: 'add-alias', entity: 'russia', alias: 'نوفوروسيسك' },
      { op: 'remove-alias', entity: 'taliban', alias: 'عبد الكبير' },
    ])
    expect(setAside).toEqual([])
    expect(topicVersion(parseTopic(exportTopic(topic), 'merged.yaml'))).toBe(topicVersion(topic))
  })
})
