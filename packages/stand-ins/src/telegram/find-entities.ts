import { type Entity, sortEntities } from './entity.ts'

const PATTERNS: readonly { type: string; pattern: RegExp }[] = [
  {
    type: 'bot_command',
    pattern: /(?<![\p{L}\p{N}_/@])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\p{L}\p{N}_/])/gu,
  },
  { type: 'url', pattern: /(?<![\p{L}\p{N}_.@/])https?:\/\/[^\s<>"'()«»]+[^\s<>"'()«».,;:!?،؛؟]/gu },
  { type: 'mention', pattern: /(?<![\p{L}\p{N}_/@])@[A-Za-z][A-Za-z0-9_]{3,31}(?![\p{L}\p{N}_@])/gu },
  { type: 'hashtag', pattern: /(?<![\p{L}\p{N}_#/])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu },
]

/** The entities that Telegram finds by itself: commands, addresses, names and hashtags (not phone numbers or cards). */
export function findEntities(text: string): Entity[] {
  const found = PATTERNS.flatMap(({ type, pattern }) =>
    [...text.matchAll(pattern)].map((match) => ({ type, offset: match.index, length: match[0].length })),
  )
  return sortEntities(found)
}

/** Given entities win; found ones fill the space that no link or code occupies. */
export function withFoundEntities(text: string, given: readonly Entity[]): Entity[] {
  const blocking = given.filter((entity) => ['text_link', 'text_mention', 'code', 'pre'].includes(entity.type))
  const free = findEntities(text).filter(
    (found) =>
      !blocking.some(
        (taken) => found.offset < taken.offset + taken.length && taken.offset < found.offset + found.length,
      ),
  )
  return sortEntities([...given, ...free])
}
