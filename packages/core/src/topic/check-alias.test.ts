import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkAlias, surfacesOf } from './check-alias.ts'
import { parseTopic } from './parse-topic.ts'
import type { AliasRecord } from './topic-schema.ts'

const yamlText = readFileSync(new URL('fixtures/desert-locusts.yaml', import.meta.url), 'utf8')
const file = parseTopic(yamlText, 'desert-locusts.yaml')
const withCue = parseTopic(
  yamlText.replace('\ncues:', '\n  weather: {title: {ar: الطقس, en: weather}, kind: cue, aliases: [عاصفة]}\ncues:'),
  'desert-locusts.yaml',
)

describe('a refusal', () => {
  it.each([
    ['bees', 'نحلة كبيرة', 'unknown-entity', 'لا يوجد كيان باسم bees', 'there is no entity "bees"'],
    [
      'locust',
      { text: 'نمل', cue: 'ants' },
      'unknown-cue',
      'لا توجد قائمة قرائن باسم ants',
      'there is no cue list "ants"',
    ],
    ['locust', '«1»', 'no-letters', 'لا حروف في اللفظ', 'the alias has no letters'],
    ['locust', 'في حركة', 'stop-word', '«في حركة» كلمة شائعة لا تدل على شيء', '"في حركة" is a stop word'],
    ['locust', 'محصول', 'owned', '«محصول» لفظ لـالمحاصيل', '"محصول" already belongs to harvest'],
    [
      'locust',
      'دو ر',
      'too-short',
      '«دو ر» أقصر من 4 أحرف؛ أضف قرينة (cue) أو اكتبه أطول',
      '"دو ر" has fewer than 4 Arabic letters; give it a cue or write more of it',
    ],
  ] as [string, string | AliasRecord, string, string, string][])(
    'for %s of %j is %s and says why in both languages',
    (entity, alias, code, ar, en) => {
      expect(checkAlias(file, entity, alias)).toEqual({ kind: 'refused', code, said: { ar, en } })
    },
  )

  it.each([
    [{ text: 'رو', form: 'nisba' }, 'one of its forms has three letters'],
    ['سab', 'Latin letters behind an Arabic one are no acronym'],
    ['abس', 'nor are those before one'],
  ] as [string | AliasRecord, string][])('as too short meets %j: %s', (alias, _why) => {
    expect(checkAlias(file, 'locust', alias)).toMatchObject({ code: 'too-short' })
  })
})

describe('an alias', () => {
  it.each([
    ['حركة الجندب', 'one of its words is common, not all'],
    [{ text: 'نمل', anchor: ['harvest'] }, 'short, but only beside another entity'],
    ['ab', 'two Latin letters are an acronym'],
    ['جندب', 'four letters'],
  ] as [string | AliasRecord, string][])('is accepted as %j: %s', (alias, _why) => {
    expect(checkAlias(file, 'locust', alias).kind).toBe('accepted')
  })

  it('is accepted with the surfaces by which it will be found', () => {
    expect(checkAlias(file, 'locust', { text: 'جندب', prefix: 'none' })).toEqual({
      kind: 'accepted',
      surfaces: ['جندب'],
    })
  })

  it('may be a cue word as well: cues take no span from a name', () => {
    expect(checkAlias(withCue, 'locust', 'عاصفة').kind).toBe('accepted')
    expect(checkAlias(withCue, 'weather', 'جراد').kind).toBe('accepted')
    expect(checkAlias(withCue, 'weather', 'عاصفة')).toMatchObject({ code: 'owned' })
  })
})

describe('surfacesOf', () => {
  it('expands a record as it is written, listed or not', () => {
    expect(surfacesOf(file, { text: 'جراد', prefix: 'none' })).toEqual(['جراد'])
  })

  it('expands a text that no entity lists as a plain name', () => {
    const surfaces = surfacesOf(file, 'نحلة')
    expect(surfaces).toHaveLength(12)
    expect(surfaces).toEqual(expect.arrayContaining(['نحله', 'ونحله', 'لنحله']))
  })
})
