import { decodeReferences } from './named-entities.ts'

// No `<` inside a value: then an unclosed quote ends at the next tag, and no text is scanned twice.
const ATTRIBUTE = /([A-Za-z_:][\w:.-]{0,60})\s*=\s*(?:"([^"<]*)"|'([^'<]*)'|([^\s"'<>]+))/g

/** The attributes written inside one tag, by lower-case name, references decoded; the first of a name counts. */
export function attributesIn(tag: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [, name = '', double, single, bare] of tag.matchAll(ATTRIBUTE)) {
    found[name.toLowerCase()] ??= decodeReferences(double ?? single ?? bare ?? '')
  }
  return found
}
