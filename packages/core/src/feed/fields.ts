import { elementsOf, type FeedTree, type TreeElement, textOf } from './feed-tree.ts'
import { type Dialect, htmlOf, lineOf } from './field-text.ts'
import { parseDate } from './parse-date.ts'

/** The children of an item by canonical name, in document order. */
export type Fields = ReadonlyMap<string, TreeElement[]>

export interface FieldContext {
  tree: FeedTree
  dialect: Dialect
  /** Base for links where the document names none: the channel's own link. */
  fallbackBase: string | null
}

// Wrappers whose children describe the item itself.
const GROUPS = new Set(['news:news', 'media:group'])

/** Groups an element's children by name, those of news sitemaps' and media groups' wrappers after its own. */
export function fieldsOf(parent: TreeElement): Fields {
  const fields = new Map<string, TreeElement[]>()
  const children = elementsOf(parent)
  const grouped = children.filter((child) => GROUPS.has(child.name)).flatMap(elementsOf)
  for (const child of [...children, ...grouped]) {
    const same = fields.get(child.name)
    if (same) same.push(child)
    else fields.set(child.name, [child])
  }
  return fields
}

/** The first field of the given names that exists and is not empty. */
export function first(fields: Fields, names: readonly string[]): TreeElement | undefined {
  for (const name of names) {
    const found = fields.get(name)?.find((element) => element.children.length > 0)
    if (found) return found
  }
  return undefined
}

/** First non-empty plain line among fields, by rank of names. */
export function lineAmong(fields: Fields, names: readonly string[], context: FieldContext): string | undefined {
  for (const name of names) {
    for (const element of fields.get(name) ?? []) {
      const text = lineOf(element, context.tree, context.dialect)
      if (text !== '') return text
    }
  }
  return undefined
}

/** First non-empty HTML among fields, by rank of names. */
export function htmlAmong(fields: Fields, names: readonly string[], context: FieldContext): string | undefined {
  for (const name of names) {
    for (const element of fields.get(name) ?? []) {
      const html = htmlOf(element, context.tree)
      if (html !== '') return html
    }
  }
  return undefined
}

/** Publishers repeat a date after an edit: the last readable one of the first name that has any counts. */
export function dateAmong(fields: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const written = fields.get(name) ?? []
    for (let i = written.length - 1; i >= 0; i--) {
      const date = parseDate(textOf(written[i] as TreeElement))
      if (date) return date.toISOString()
    }
  }
  return undefined
}
