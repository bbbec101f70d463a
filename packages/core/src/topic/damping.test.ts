import { describe, expect, it } from 'vitest'
import { inventedTopic } from '../testing/invented-topic.ts'
import { coordinated, distance } from './damping.ts'
import type { Mention } from './facts.ts'
import { matchArticle } from './match-article.ts'
import { segment } from './segments.ts'

/** The names شمال and جنوب of a text as mentions; what stands before جنوب in its word is its prefix. */
function mentionsIn(text: string): [Mention, Mention] {
  const segments = segment(text)
  const at = (name: string): Mention => {
    const start = text.search(new RegExp(`و?${name}`))
    const end = text.indexOf(name) + name.length
    const letters = text.slice(start, end - name.length)
    return {
      field: 'title',
      start,
      end,
      word: segments.wordAt(start),
      lastWord: segments.wordAt(end - 1),
      prefix: { letters },
    } as Mention
  }
  return [at('شمال'), at('جنوب')]
}

describe('coordinated', () => {
  it.each([
    ['شمال وجنوب', true, 'و on the second name'],
    ['شمال جنوب', false, 'names side by side'],
    ['شمال. وجنوب', false, 'a full stop between'],
    ['شمال\nوجنوب', false, 'a new line between'],
    ['شمال ثم وجنوب', false, 'another word between'],
    ['شمال، جنوب', true, 'a comma'],
    ['شمال , جنوب', true, 'a Latin comma between spaces'],
    ['شمال,جنوب', true, 'a comma without a space'],
    ['شمال، قال جنوب', false, 'a word behind the comma'],
    ['شمال قال، جنوب', false, 'a word before the comma'],
    ['شمال و جنوب', true, 'و on its own'],
    ['شمال و  جنوب', true, 'with a wide gap behind it'],
    ['شمال،و جنوب', true, 'behind a comma'],
    ['شمال ، و جنوب', true, 'between spaces'],
    ['شمال: و جنوب', false, 'behind a colon'],
    ['شمال و: جنوب', false, 'before a colon'],
    ['شمال «و جنوب', false, 'behind a quotation mark'],
    ['شمال - جنوب', true, 'a hyphen between spaces'],
    ['شمال-جنوب', true, 'a hyphen alone'],
    ['شمال: -جنوب', false, 'a hyphen behind a colon'],
    ['شمال -:جنوب', false, 'a hyphen before a colon'],
    ['شمال قال كلاما جنوب', false, 'far apart'],
  ])('says of the names in %j: %s (%s)', (text, expected, _why) => {
    const [north, south] = mentionsIn(text)
    expect(coordinated(north, south, { title: text })).toBe(expected)
  })

  it('asks for the order in which they stand', () => {
    const [north, south] = mentionsIn('شمال وجنوب')
    expect(coordinated(south, north, { title: 'شمال وجنوب' })).toBe(false)
  })

  it('joins no names of two fields, whatever their places', () => {
    const [north, south] = mentionsIn('شمال وجنوب')
    expect(coordinated(north, { ...south, field: 'summary' }, { title: 'شمال وجنوب', summary: 'شمال وجنوب' })).toBe(
      false,
    )
  })
})

describe('distance', () => {
  const over = (word: number, lastWord = word): Mention => ({ word, lastWord }) as Mention

  it.each([
    [over(2), over(3), 1, 'side by side'],
    [over(2, 4), over(6), 2, 'from the last word of the first'],
    [over(6), over(2, 4), 2, 'in either order'],
    [over(3), over(3), 0, 'the same word'],
    [over(2, 4), over(3), 0, 'one inside the other'],
  ])('from %j to %j is %d: %s', (a, b, words, _why) => {
    expect(distance(a, b)).toBe(words)
  })
})

describe('damping beside an entity', () => {
  const topicYaml = (side: string): string => `
entities:
  north: { title: { ar: شمالستان, en: North }, aliases: [شمالستان] }
  visitors: { title: { ar: زوار, en: visitors }, kind: cue, aliases: [شمالستان, زوار] }
damping:
  - { id: d, title: { ar: تخفيف, en: damped }, entity: north, near: { entity: visitors, words: 2, side: ${side} }, weight: 0 }
rules:
  - { id: only, tier: core, title: { ar: قاعدة, en: rule }, all: [{ named: north }, { any: [{ named: visitors }, { named: north }] }] }
`

  it.each([
    ['before', 'core', 'the same word is not before itself'],
    ['after', 'core', 'nor after'],
    ['either', 'none', 'but it is near'],
  ])('on the side «%s» leaves a word that names both %s: %s', (side, tier, _why) => {
    const topic = inventedTopic(topicYaml(side))
    expect(matchArticle(topic, { title: 'وصل شمالستان' }).tier).toBe(tier)
  })
})

describe('damping in a sentence that begins with an entity', () => {
  const topic = inventedTopic(`
entities:
  north: { title: { ar: شمالستان, en: North }, aliases: [شمالستان] }
  aside: { title: { ar: خلفية, en: aside }, kind: cue, aliases: [كانت, يذكر أن] }
damping:
  - { id: d, title: { ar: تخفيف, en: damped }, entity: north, near: { entity: aside, words: 9, side: before, begins: true }, weight: 0 }
rules:
  - { id: only, tier: core, title: { ar: قاعدة, en: rule }, all: [{ named: north }, { any: [{ named: aside }, { named: north }] }] }
`)

  it.each([
    ['وصل الوفد. وكانت شمالستان أعلنت ذلك.', 'none', 'with a conjunction'],
    ['وصل الوفد.\n«كانت شمالستان أعلنت ذلك».', 'none', 'behind a new line and a quotation mark'],
    ['وصل الوفد. يذكر أن شمالستان أعلنت ذلك.', 'none', 'an alias of two words'],
    ['وصل الوفد. قال إن شمالستان كانت هناك.', 'core', 'the entity stands behind the name'],
    ['وصل الوفد. إذا كانت شمالستان هناك فلا بأس.', 'core', 'it does not begin the sentence'],
    ['وصل الوفد. لم تعلن. وشمالستان هناك.', 'core', 'another sentence'],
    ['كانت شمالستان أعلنت ذلك. وصل الوفد.', 'core', 'the first sentence is the news'],
  ])('«%s» gives %s: %s', (text, tier, _why) => {
    expect(matchArticle(topic, { text }).tier).toBe(tier)
  })
})
