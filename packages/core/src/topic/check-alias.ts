import { isStopWord } from '../arabic/stop-words.ts'
import { aliasForms, aliasSurfaces, foldPhrase } from './alias-forms.ts'
import { type AliasRecord, aliasRecordOf, type Bilingual, type TopicSource } from './topic-schema.ts'

/** A topic file or a compiled topic: both carry the rules in force. */
export interface HasRules {
  source: TopicSource
}

/** Whether an alias may be added, with the surfaces by which it would be found or the reason against. */
export type AliasCheck =
  | { kind: 'accepted'; surfaces: string[] }
  | {
      kind: 'refused'
      code: 'unknown-entity' | 'unknown-cue' | 'no-letters' | 'stop-word' | 'too-short' | 'owned'
      said: Bilingual
    }

// Three Arabic letters are inside, or equal to, too many other words to stand without a cue.
const FEWEST_LETTERS = 4
const LATIN_ACRONYM = /^[a-z0-9-]{2,}$/

type RefusedCode = Extract<AliasCheck, { kind: 'refused' }>['code']

const refused = (code: RefusedCode, ar: string, en: string): AliasCheck => ({ kind: 'refused', code, said: { ar, en } })

/** Checks an alias for an entity of a topic before anything is saved. */
export function checkAlias({ source }: HasRules, entity: string, alias: string | AliasRecord): AliasCheck {
  const record = aliasRecordOf(alias)
  if (source.entities[entity] === undefined)
    return refused('unknown-entity', `لا يوجد كيان باسم ${entity}`, `there is no entity "${entity}"`)
  if (record.cue !== undefined && source.cues[record.cue] === undefined)
    return refused('unknown-cue', `لا توجد قائمة قرائن باسم ${record.cue}`, `there is no cue list "${record.cue}"`)
  const phrase = foldPhrase(record.text)
  if (!/\p{L}/u.test(phrase)) return refused('no-letters', 'لا حروف في اللفظ', 'the alias has no letters')
  if (phrase.split(' ').every(isStopWord))
    return refused('stop-word', `«${record.text}» كلمة شائعة لا تدل على شيء`, `"${record.text}" is a stop word`)
  const owner = ownerOf(source, entity, record)
  if (owner !== undefined)
    return refused(
      'owned',
      `«${owner.surface}» لفظ لـ${owner.title.ar}`,
      `"${owner.surface}" already belongs to ${owner.title.en}`,
    )
  if (isTooShort(record))
    return refused(
      'too-short',
      `«${record.text}» أقصر من ${FEWEST_LETTERS} أحرف؛ أضف قرينة (cue) أو اكتبه أطول`,
      `"${record.text}" has fewer than ${FEWEST_LETTERS} Arabic letters; give it a cue or write more of it`,
    )
  return { kind: 'accepted', surfaces: aliasSurfaces(record) }
}

function isTooShort(record: AliasRecord): boolean {
  if (record.cue !== undefined || (record.anchor ?? []).length > 0) return false
  return aliasForms(record).forms.some(
    (form) => !LATIN_ACRONYM.test(form) && form.replaceAll(' ', '').length < FEWEST_LETTERS,
  )
}

/** The entity (this one included) that is found by one of the alias' surfaces already. */
function ownerOf(
  source: TopicSource,
  entity: string,
  record: AliasRecord,
): { surface: string; title: Bilingual } | undefined {
  const wanted = new Set(aliasSurfaces(record))
  const kind = source.entities[entity]?.kind
  for (const other of Object.values(source.entities)) {
    if (other.kind !== kind) continue
    for (const alias of other.aliases) {
      const surface = aliasSurfaces(aliasRecordOf(alias)).find((candidate) => wanted.has(candidate))
      if (surface !== undefined) return { surface, title: other.title }
    }
  }
  return undefined
}

/**
 * Every folded surface by which an alias is found. A text that the topic lists is expanded with its
 * record there; any other is expanded as a plain name.
 */
export function surfacesOf({ source }: HasRules, alias: string | AliasRecord): string[] {
  if (typeof alias !== 'string') return aliasSurfaces(alias)
  const wanted = foldPhrase(alias)
  const listed = Object.values(source.entities)
    .flatMap((entity) => entity.aliases.map(aliasRecordOf))
    .filter((record) => foldPhrase(record.text) === wanted)
  return [...new Set((listed.length > 0 ? listed : [{ text: alias }]).flatMap(aliasSurfaces))]
}
