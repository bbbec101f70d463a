import { type Entity, type FormattedText, sortEntities } from './entity.ts'

const NEWLINE = 0x0a
const CARRIAGE_RETURN = 0x0d
// Three combining lines that td removes, beside line separators and bidi embeddings and overrides (U+2028–202E).
const COMBINING_LINES = new Set([0x0333, 0x033f, 0x030a])
// A text of only these is empty to Telegram (td's strip_empty_characters, shortened to what occurs).
const INVISIBLE = /\s|\p{Cc}|\p{Cf}|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u2800|\u3164|\uffa0/gu
const NO_ENTITIES_WITHIN = new Set(['code', 'pre'])

/** What a reader gets of a text: control characters, bidi overrides and outer spaces gone, entities moved along. */
export function cleanText(input: FormattedText): FormattedText {
  const { text, moved } = cleanCharacters(input.text)
  const entities = input.entities.map((entity) => {
    const offset = moved[entity.offset] ?? text.length
    return { ...entity, offset, length: (moved[entity.offset + entity.length] ?? text.length) - offset }
  })
  const valid = dropIntersecting(sortEntities(entities.flatMap((entity) => withoutOuterSpaces(text, entity))))
  return trim(text, valid)
}

/** True for a text in which nothing can be seen. */
export function isInvisible(text: string): boolean {
  return text.replace(INVISIBLE, '') === ''
}

function cleanCharacters(text: string): { text: string; moved: number[] } {
  const moved: number[] = []
  let out = ''
  for (let i = 0; i < text.length; i++) {
    moved.push(out.length)
    const code = text.charCodeAt(i)
    if (isRemoved(code)) continue
    out += code < 0x20 && code !== NEWLINE ? ' ' : text.charAt(i)
  }
  moved.push(out.length)
  // Of doubled direction marks only the last keeps its meaning; the length stays.
  return { text: out.replace(/[\u200e\u200f](?=[\u200e\u200f])/g, '\u200c'), moved }
}

function isRemoved(code: number): boolean {
  return code === CARRIAGE_RETURN || (code >= 0x2028 && code <= 0x202e) || COMBINING_LINES.has(code)
}

function withoutOuterSpaces(text: string, entity: Entity): Entity[] {
  const body = text.slice(entity.offset, entity.offset + entity.length)
  const lead = body.length - body.replace(/^[ \n]+/, '').length
  return lead === body.length ? [] : [{ ...entity, offset: entity.offset + lead, length: entity.length - lead }]
}

/** Nothing is formatted inside code, links do not nest, and bold inside bold is one. */
function dropIntersecting(entities: readonly Entity[]): Entity[] {
  const kept: Entity[] = []
  for (const entity of entities) {
    const around = kept.filter((outer) => outer.offset + outer.length >= entity.offset + entity.length)
    if (!around.some((outer) => NO_ENTITIES_WITHIN.has(outer.type) || outer.type === entity.type)) kept.push(entity)
  }
  return kept
}

function trim(text: string, entities: readonly Entity[]): FormattedText {
  const end = text.replace(/[ \n]+$/, '').length
  const firstEntity = entities[0]?.offset ?? end
  const lead = /^[ \n]*/.exec(text.slice(0, firstEntity))?.[0].length ?? 0
  const inside = entities.map((entity) => ({
    ...entity,
    offset: entity.offset - lead,
    length: Math.min(entity.length, end - entity.offset),
  }))
  return { text: text.slice(lead, end), entities: inside.filter((entity) => entity.length > 0) }
}
