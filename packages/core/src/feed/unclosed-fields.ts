import { localName } from './markup-scan.ts'

// Fields that hold words or an address, and never another field.
const PLAIN = new Set('title link guid id pubdate updated published issued modified date creator comments'.split(' '))
// What feeds put beside them. Not `title`: headlines speak of that tag.
const FIELDS = new Set(
  'link guid id pubdate updated published issued modified date creator comments description summary encoded category author enclosure item entry'.split(
    ' ',
  ),
)

/**
 * Whether the open element `open` was forgotten: a field of plain text ends where the next field starts, or the
 * headline would swallow its item. Names in lower case, prefixes allowed.
 */
export function endsBefore(open: string | undefined, next: string): boolean {
  return open !== undefined && PLAIN.has(localName(open)) && FIELDS.has(localName(next))
}
