import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseTopic, type TopicFile } from './parse-topic.ts'
import { applyTopicEdits, exportTopic, type TopicEdit } from './topic-edits.ts'

const yamlText = readFileSync(new URL('fixtures/desert-locusts.yaml', import.meta.url), 'utf8')
const file = parseTopic(yamlText, 'desert-locusts.yaml')
const withMask = parseTopic(yamlText.replace('\ncues:', '\nmasks: [الجراد الأصفر]\ncues:'), 'desert-locusts.yaml')

describe('an edit is set aside', () => {
  it.each([
    [
      { op: 'add-alias', entity: 'locust', alias: 'جراد' },
      '«جراد» لفظ لـالجراد',
      '"جراد" already belongs to locusts',
      'the alias is there',
    ],
    [
      { op: 'remove-alias', entity: 'locust', alias: 'نحلة' },
      'لا يوجد لفظ «نحلة» في locust',
      'locust has no alias "نحلة"',
      'the alias is not there',
    ],
    [
      { op: 'remove-alias', entity: 'bees', alias: 'نحلة' },
      'لا يوجد لفظ «نحلة» في bees',
      'bees has no alias "نحلة"',
      'the entity is gone',
    ],
    [
      { op: 'add-mask', text: 'الجرادُ الأصفر' },
      'العبارة «الجرادُ الأصفر» موجودة',
      'the mask "الجرادُ الأصفر" is there already',
      'the mask is there, in another spelling',
    ],
    [
      { op: 'remove-mask', text: 'الجراد الأحمر' },
      'لا توجد عبارة «الجراد الأحمر»',
      'there is no mask "الجراد الأحمر"',
      'the mask is not there',
    ],
  ] as [TopicEdit, string, string, string][])('as %j, and it is said why: %s', (edit, ar, en, _why) => {
    const { topic, setAside } = applyTopicEdits(withMask, [edit])
    expect(setAside).toEqual([{ edit, said: { ar, en } }])
    expect(topic).toEqual(withMask)
  })
})

describe('an edit that applies', () => {
  const aliasesOf = ({ source }: TopicFile, entity: string): unknown => source.entities[entity]?.aliases

  it('removes an alias by any of its spellings, and no other', () => {
    const { topic } = applyTopicEdits(file, [{ op: 'remove-alias', entity: 'harvest', alias: 'مَحصول' }])
    expect(aliasesOf(topic, 'harvest')).toEqual([
      { text: 'محاصيل', article: 'optional' },
      { text: 'قمح', article: 'optional', cue: 'grain' },
    ])
    expect(aliasesOf(topic, 'locust')).toEqual(aliasesOf(file, 'locust'))
  })

  it('removes a mask by any of its spellings, and no other', () => {
    const both = applyTopicEdits(withMask, [{ op: 'add-mask', text: 'جراد البحر' }]).topic
    expect(both.source.masks).toEqual(['الجراد الأصفر', 'جراد البحر'])
    const { topic } = applyTopicEdits(both, [{ op: 'remove-mask', text: 'الجَراد الاصفر' }])
    expect(topic.source.masks).toEqual(['جراد البحر'])
  })

  it('is kept after those that were there before', () => {
    const first: TopicEdit = { op: 'add-mask', text: 'جراد البحر' }
    const second: TopicEdit = { op: 'add-alias', entity: 'locust', alias: 'جندب كبير' }
    const { topic } = applyTopicEdits(applyTopicEdits(file, [first]).topic, [second])
    expect(topic.edits).toEqual([first, second])
    expect(aliasesOf(topic, 'locust')).toEqual([{ text: 'جراد', article: 'optional' }, 'أسراب الجراد', 'جندب كبير'])
  })
})

describe('exportTopic', () => {
  const written = (topicFile: TopicFile, ...edits: TopicEdit[]): string[] => {
    const before = new Set(topicFile.yamlText.split('\n'))
    const after = exportTopic(applyTopicEdits(topicFile, edits).topic)
    return after.split('\n').filter((line) => !before.has(line))
  }

  it.each([
    [
      [{ op: 'add-alias', entity: 'locust', alias: 'جندب كبير' }],
      ['    aliases: [{text: جراد, article: optional}, أسراب الجراد, جندب كبير]'],
      'a text',
    ],
    [
      [{ op: 'add-alias', entity: 'locust', alias: { text: 'جندب', article: 'optional' } }],
      ['    aliases: [{text: جراد, article: optional}, أسراب الجراد, {text: جندب, article: optional}]'],
      'a record',
    ],
    [
      [{ op: 'remove-alias', entity: 'locust', alias: 'أسرابُ الجراد' }],
      ['    aliases: [{text: جراد, article: optional}]'],
      'a text that is taken away, by another spelling',
    ],
    [
      [{ op: 'remove-alias', entity: 'locust', alias: 'جراد' }],
      ['    aliases: [أسراب الجراد]'],
      'a record that is taken away',
    ],
    [
      [
        { op: 'add-mask', text: 'الجراد الأصفر' },
        { op: 'add-mask', text: 'جراد البحر' },
      ],
      ['masks:', '  - الجراد الأصفر', '  - جراد البحر'],
      'the first masks of a file',
    ],
  ] as [TopicEdit[], string[], string][])('writes %j as %j: %s', (edits, lines, _why) => {
    expect(written(file, ...edits)).toEqual(lines)
  })

  it('takes a mask away', () => {
    expect(written(withMask, { op: 'remove-mask', text: 'الجراد الاصفر' })).toEqual(['masks: []'])
  })

  it('takes away what an edit added', () => {
    const record = { text: 'جندب', article: 'optional' } as const
    const edits: TopicEdit[] = [
      { op: 'add-alias', entity: 'locust', alias: record },
      { op: 'remove-alias', entity: 'locust', alias: 'جندب' },
    ]
    expect(written(file, ...edits)).toEqual([])
  })

  it('breaks no line, however long', () => {
    const long = `جندب ${'كبير '.repeat(60)}`.trim()
    expect(written(file, { op: 'add-alias', entity: 'locust', alias: long })).toEqual([
      `    aliases: [{text: جراد, article: optional}, أسراب الجراد, ${long}]`,
    ])
  })
})
