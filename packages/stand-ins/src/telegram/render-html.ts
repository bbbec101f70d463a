import type { Entity } from './entity.ts'

const TAGS: Record<string, string> = {
  ...{ bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre' },
  ...{ blockquote: 'blockquote', expandable_blockquote: 'blockquote' },
}
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/**
 * A message as safe HTML for a page: everything escaped, only http(s) and tg links, newlines kept as they are (show it
 * with `white-space: pre-wrap`). Commands come as `<span data-command="/latest">`, spoilers as `<span class="spoiler">`.
 */
export function renderHtml(text: string, entities: readonly Entity[]): string {
  const starts = entities.map((entity) => ({ at: entity.offset, entity }))
  const ends = new Map<Entity, number>(entities.map((entity) => [entity, entity.offset + entity.length]))
  const cuts = [...new Set([0, text.length, ...starts.map(({ at }) => at), ...ends.values()])].sort((a, b) => a - b)
  const open: Entity[] = []
  let html = ''
  for (const [index, cut] of cuts.entries()) {
    while (open.some((entity) => ends.get(entity) === cut)) html += closeTag(open.pop(), cut, ends)
    for (const { at, entity } of starts) {
      if (at !== cut || entity.length === 0) continue
      open.push(entity)
      html += openTag(entity, text)
    }
    html += escapeText(text.slice(cut, cuts[index + 1] ?? cut))
  }
  return html
}

/** Entities of Telegram nest; one that crosses another is cut at the border and not opened again. */
function closeTag(entity: Entity | undefined, cut: number, ends: Map<Entity, number>): string {
  if (!entity) return ''
  if ((ends.get(entity) ?? 0) > cut) ends.delete(entity)
  return `</${tagOf(entity)}>`
}

function openTag(entity: Entity, text: string): string {
  const covered = text.slice(entity.offset, entity.offset + entity.length)
  const href = hrefOf(entity, covered)
  if (href !== null) return `<a href="${escapeText(href)}" rel="noopener noreferrer nofollow" target="_blank">`
  if (entity.type === 'bot_command') return `<span data-command="${escapeText(covered)}">`
  if (entity.type === 'spoiler') return '<span class="spoiler">'
  return `<${tagOf(entity)}>`
}

function tagOf(entity: Entity): string {
  if (entity.type === 'url' || (entity.type === 'text_link' && hrefOf(entity, '') !== null)) return 'a'
  return TAGS[entity.type] ?? 'span'
}

function hrefOf(entity: Entity, covered: string): string | null {
  if (entity.type === 'url') return covered
  if (entity.type !== 'text_link') return null
  return /^(https?|tg):/i.test(entity.url ?? '') ? (entity.url ?? null) : null
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char)
}
