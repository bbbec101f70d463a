import { expect, it } from 'vitest'
import { storyAdditions } from './story-additions.ts'

const wire = {
  title: 'موسكو تستقبل وفدا من طالبان',
  summary: 'استقبل وزير الخارجية الروسي سيرغي لافروف وفدا من حركة طالبان في موسكو اليوم الأحد.',
}
const own = 'وقال دبلوماسي غربي إن واشنطن أرسلت مبعوثا سريا إلى إسلام آباد قبل أسبوع.'

const cases = [
  { why: 'the first article', articles: [wire], added: [{ kind: 'first' }] },
  { why: 'a wire text word for word', articles: [wire, wire], added: [{ kind: 'first' }, { kind: 'same', as: 0 }] },
  {
    why: 'a wire text in another spelling, with its marks',
    articles: [wire, { ...wire, title: 'موسكو تَستقبل وفداً من «طالبان»' }],
    added: [{ kind: 'first' }, { kind: 'same', as: 0 }],
  },
  {
    why: 'a headline alone, which the first one said',
    articles: [wire, { title: wire.title, summary: '' }],
    added: [{ kind: 'first' }, { kind: 'same', as: 0 }],
  },
  {
    why: 'a sentence of its own inside the page’s text',
    articles: [wire, { ...wire, text: `${wire.summary} ${own}` }],
    added: [{ kind: 'first' }, { kind: 'sentence', sentence: own }],
  },
  {
    why: 'what the second one added, said again by the third',
    articles: [wire, { ...wire, text: own }, { title: own, summary: '' }],
    added: [{ kind: 'first' }, { kind: 'sentence', sentence: own }, { kind: 'same', as: 1 }],
  },
  {
    why: 'some words of its own, but no new sentence',
    articles: [wire, { title: 'طالبان ولافروف: مباحثات ووساطة وتعاون', summary: 'اقرأ المزيد.' }],
    added: [{ kind: 'first' }, { kind: 'little' }],
  },
  {
    why: 'an article without any text',
    articles: [wire, { title: '', summary: '' }],
    added: [{ kind: 'first' }, { kind: 'same', as: 0 }],
  },
  { why: 'nothing', articles: [], added: [] },
]

it.each(cases)('tells $why', ({ articles, added }) => {
  expect(storyAdditions(articles)).toEqual(added)
})

it('cuts a sentence without an end between words', () => {
  const endless = Array.from({ length: 400 }, (_, n) => `كلمة${n}`).join(' ')
  const [, added] = storyAdditions([wire, { title: endless, summary: '' }])
  expect(added).toMatchObject({ kind: 'sentence' })
  if (added?.kind !== 'sentence') return
  expect(added.sentence.length).toBeLessThanOrEqual(323)
  expect(added.sentence).toMatch(/^كلمة0 .*كلمة\d+ …$/)
})
