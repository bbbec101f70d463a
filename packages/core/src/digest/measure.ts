import { plainOf } from '../text/index.ts'

// Telegram's own limits are 4,096 characters after entities are parsed, 100 entities (more vanish silently) and 32,768 bytes
// before parsing. The reserve leaves room for "this message may be a repeat" above the text.
const RESERVE = 96
export const limits = { characters: 4_096 - RESERVE, entities: 90, bytes: 30_000 }

export interface Measure {
  characters: number
  entities: number
  bytes: number
}

// What the server turns into entities by itself: @names, #tags, $TAGS, /commands, addresses and bare host names.
const DETECTED = /[@#$/][\p{L}\p{N}_]+|https?:\/\/|[\p{L}\p{N}_-]+\.\p{L}{2,}/gu
const TAG = /<[a-z]/g

/** What a piece of Telegram HTML costs: characters as UTF-16 units after parsing (never less than the server counts),
 *  entities with those that the server detects, bytes as sent. */
export function measureHtml(html: string): Measure {
  const shown = plainOf(html)
  return {
    characters: shown.length,
    entities: (html.match(TAG) ?? []).length + (shown.match(DETECTED) ?? []).length,
    bytes: new TextEncoder().encode(html).length,
  }
}

/** The cost of two pieces together. */
export function addMeasures(a: Measure, b: Measure): Measure {
  return {
    characters: a.characters + b.characters,
    entities: a.entities + b.entities,
    bytes: a.bytes + b.bytes,
  }
}

/** Whether it may be sent as one message. */
export function fits(measure: Measure): boolean {
  return measure.characters <= limits.characters && measure.entities <= limits.entities && measure.bytes <= limits.bytes
}
