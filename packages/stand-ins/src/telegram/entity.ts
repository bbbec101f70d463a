/** A MessageEntity as the Bot API writes it; offsets and lengths are UTF-16 units. */
export interface Entity {
  type: string
  offset: number
  length: number
  url?: string
  language?: string
  user?: { id: number }
  custom_emoji_id?: string
}

export interface FormattedText {
  text: string
  entities: Entity[]
}

/** Telegram's own order: by start, the longer one first, so that outer entities come before inner ones. */
export function sortEntities(entities: readonly Entity[]): Entity[] {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length)
}
