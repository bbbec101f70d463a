import type { Call } from './call.ts'
import { isRecord, string, structure } from './call.ts'
import { checkLink } from './check-link.ts'
import { cleanText, isInvisible } from './clean-text.ts'
import type { Entity, FormattedText } from './entity.ts'
import { withFoundEntities } from './find-entities.ts'
import { parseHtml } from './parse-html.ts'
import { parseMarkdown, parseMarkdownV2 } from './parse-markdown.ts'
import { badRequest } from './refusal.ts'

const SOURCE_BYTES = 32_768
const MESSAGE_CHARACTERS = 4096
const CAPTION_CHARACTERS = 1024
// The server keeps the first hundred, found ones included, and drops the others without a word.
const ENTITY_LIMIT = 100

/** The text of sendMessage and editMessageText, checked as the real server checks it. Throws a Refusal. */
export function messageText(call: Call): FormattedText {
  const source = string(call, 'text')
  if (source === '') throw badRequest('message text is empty')
  const formatted = format(call, source, 'entities')
  if (isInvisible(formatted.text)) throw badRequest('text must be non-empty')
  if (characters(formatted.text) > MESSAGE_CHARACTERS) throw badRequest('message is too long')
  return formatted
}

/** The caption of a photo or document; may be empty. */
export function captionText(call: Call): FormattedText {
  const formatted = format(call, string(call, 'caption'), 'caption_entities')
  if (characters(formatted.text) > CAPTION_CHARACTERS) throw badRequest('message caption is too long')
  return formatted
}

function format(call: Call, source: string, entitiesField: string): FormattedText {
  if (Buffer.byteLength(source) > SOURCE_BYTES) throw badRequest('text is too long')
  if (!source.isWellFormed()) throw badRequest('strings must be encoded in UTF-8')
  const cleaned = cleanText(parse(call, source, entitiesField))
  return { text: cleaned.text, entities: withFoundEntities(cleaned.text, cleaned.entities).slice(0, ENTITY_LIMIT) }
}

function parse(call: Call, source: string, entitiesField: string): FormattedText {
  const mode = string(call, 'parse_mode').toLowerCase()
  switch (mode) {
    case '':
    case 'none':
      return { text: source, entities: givenEntities(call, source, entitiesField) }
    case 'html':
      return parseHtml(source)
    case 'markdown':
      return parseMarkdown(source)
    case 'markdownv2':
      return parseMarkdownV2(source)
    default:
      throw badRequest('unsupported parse_mode')
  }
}

function givenEntities(call: Call, source: string, field: string): Entity[] {
  const given = structure(call, field)
  if (given === undefined) return []
  if (!Array.isArray(given) || !given.every(isEntity)) throw badRequest("can't parse entities JSON object")
  return given.map((entity: Entity) => {
    if (entity.offset + entity.length > source.length) {
      throw badRequest(
        `entity beginning at UTF-16 offset ${entity.offset} ends after the end of the text at UTF-16 offset ${entity.offset + entity.length}`,
      )
    }
    const checked = entity.type === 'text_link' ? checkLink(entity.url ?? '') : undefined
    if (checked && 'problem' in checked) throw badRequest(`entity URL '${entity.url}' is invalid: ${checked.problem}`)
    return entity
  })
}

function isEntity(value: unknown): value is Entity {
  return isRecord(value) && typeof value.type === 'string' && [value.offset, value.length].every(Number.isInteger)
}

function characters(text: string): number {
  return [...text].length
}
