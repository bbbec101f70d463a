import type { CompiledTopic } from './compile-topic.ts'
import { askCue } from './cues.ts'
import type { FieldTexts } from './disambiguate.ts'
import type { Mention } from './facts.ts'
import { inForce } from './period.ts'
import type { ReadingSource } from './topic-schema.ts'

/** The readings that an article's date allows: whom a name stands for may depend on when it was written. */
export function readingsInForce(topic: CompiledTopic, publishedMs: number | undefined): readonly ReadingSource[] {
  return topic.source.readings.filter((reading) => inForce(reading, publishedMs))
}

/**
 * Mentions that stand for a second entity as well: an office close before the name of a country (وزير النقل
 * الأفغاني) is its government. A name between the two (السفير الروسي في كابل) is whose office it is.
 */
export function readMentions(
  topic: CompiledTopic,
  mentions: readonly Mention[],
  texts: FieldTexts,
  publishedMs: number | undefined,
): Mention[] {
  return readingsInForce(topic, publishedMs).flatMap((reading) => {
    const members = topic.members.get(reading.entity) ?? []
    return mentions
      .filter((mention) => members.includes(mention.entity) && isRead(topic, reading, mention, mentions, texts))
      .map((mention) => ({ ...mention, entity: reading.as }))
  })
}

function isRead(
  topic: CompiledTopic,
  reading: ReadingSource,
  mention: Mention,
  mentions: readonly Mention[],
  texts: FieldTexts,
): boolean {
  const cue = reading.cue === undefined ? undefined : topic.cues.get(reading.cue)
  const text = texts[mention.field] ?? ''
  if (cue !== undefined && askCue(cue, text, mention.start, mention.end).kind === 'refuse') return false
  return mentions.some(
    (office) =>
      office.entity === reading.after.entity &&
      office.field === mention.field &&
      office.sentence === mention.sentence &&
      office.lastWord < mention.word &&
      mention.word - office.lastWord <= reading.after.words &&
      !STOP.test(text.slice(office.end, mention.start)) &&
      !mentions.some((other) => isBetween(other, office, mention)),
  )
}

const STOP = /[.،,:؛!؟?…\n]/

const isBetween = (other: Mention, office: Mention, mention: Mention): boolean =>
  other.alias.kind === 'name' && other.word > office.lastWord && other.lastWord < mention.word
