import { load } from 'cheerio/slim'
import { webBase } from './link-address.ts'
import { prefixOfNamespace, prefixUndeclared } from './namespaces.ts'

/** A node of the tree, as cheerio's parser makes it. */
export interface TreeNode {
  type: string
  name?: string
  data?: string
  attribs?: Record<string, string>
  children?: TreeNode[]
}

export interface TreeElement extends TreeNode {
  name: string
  attribs: Record<string, string>
  children: TreeNode[]
}

interface Scope {
  prefixes: ReadonlyMap<string, string>
  base: string | null
}

export interface FeedTree {
  root: TreeElement
  /** What relative links inside this element are relative to, or null when nothing says so. */
  baseOf(element: TreeElement): string | null
  /** The markup inside an element, canonical names, without namespace declarations. */
  innerMarkup(element: TreeElement): string
}

/** Narrows a node to an element (script and style are elements too). */
export function isElement(node: TreeNode): node is TreeElement {
  return node.attribs !== undefined && node.name !== undefined
}

/** The child elements, in order. */
export function elementsOf(parent: TreeElement): TreeElement[] {
  return parent.children.filter(isElement)
}

/** All text under an element, CDATA included, in order. */
export function textOf(element: TreeNode): string {
  const parts: string[] = []
  const todo: TreeNode[] = [element]
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (node.type === 'text' && node.data) parts.push(node.data)
    const children = node.children ?? []
    for (let i = children.length - 1; i >= 0; i--) todo.push(children[i] as TreeNode)
  }
  return parts.join('')
}

/**
 * Parses repaired markup and renames every element in place to its canonical prefix (`a10:Title` → `title`,
 * `DC:Date` → `dc:date`), so that later steps never look at namespaces again. Null when there is no element.
 */
export function parseTree(markup: string, documentBase: string | null): FeedTree | null {
  const $ = load(markup, { xml: { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true } })
  const root = ($.root()[0]?.children as TreeNode[] | undefined)?.find(isElement)
  if (!root) return null
  const bases = canonicalise(root, documentBase)
  return {
    root,
    baseOf: (element) => bases.get(element) ?? documentBase,
    innerMarkup: (element) => markupOf(element.children),
  }
}

function canonicalise(root: TreeElement, documentBase: string | null): Map<TreeElement, string> {
  const bases = new Map<TreeElement, string>()
  const todo: { element: TreeElement; scope: Scope }[] = [
    { element: root, scope: { prefixes: new Map(), base: documentBase } },
  ]
  for (let step = todo.pop(); step !== undefined; step = todo.pop()) {
    const scope = innerScope(step.element, step.scope)
    step.element.name = canonicalName(step.element.name, scope)
    if (scope.base !== null && scope.base !== documentBase) bases.set(step.element, scope.base)
    for (const child of step.element.children) if (isElement(child)) todo.push({ element: child, scope })
  }
  return bases
}

function innerScope(element: TreeElement, outer: Scope): Scope {
  let prefixes: Map<string, string> | null = null
  for (const [name, value] of Object.entries(element.attribs)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
    const prefix = name.slice(6)
    prefixes ??= new Map(outer.prefixes)
    prefixes.set(prefix, prefixOfNamespace(value) ?? (prefix === '' ? '' : `?${prefix}`))
  }
  const written = element.attribs['xml:base'] ?? (element.children.length > 0 ? element.attribs.base : undefined)
  if (prefixes === null && written === undefined) return outer
  return { prefixes: prefixes ?? outer.prefixes, base: webBase(written, outer.base) ?? outer.base }
}

function canonicalName(name: string, scope: Scope): string {
  const colon = name.indexOf(':')
  const prefix = colon === -1 ? '' : name.slice(0, colon)
  const local = name.slice(colon + 1)
  const canonical = scope.prefixes.get(prefix) ?? (prefix === '' ? '' : prefixUndeclared(prefix))
  return canonical === '' || canonical === 'xhtml' ? local : `${canonical}:${local}`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Markup of nodes, without recursion: a stranger decides how deep they nest. */
export function markupOf(nodes: readonly TreeNode[]): string {
  const parts: string[] = []
  const todo: (TreeNode | string)[] = [...nodes].reverse()
  for (let step = todo.pop(); step !== undefined; step = todo.pop()) {
    if (typeof step === 'string') parts.push(step)
    else if (step.type === 'text') parts.push((step.data ?? '').replace(/[&<>]/g, (char) => ESCAPES[char] ?? char))
    else if (step.type === 'cdata') for (const inner of step.children ?? []) todo.push(inner)
    else if (isElement(step)) {
      const { name, attribs, children } = step
      const written = Object.entries(attribs).filter(([key]) => !key.startsWith('xmlns'))
      const attributes = written.map(
        ([key, value]) => ` ${key}="${value.replace(/[&<"]/g, (char) => ESCAPES[char] ?? char)}"`,
      )
      parts.push(`<${name}${attributes.join('')}${children.length === 0 ? '/>' : '>'}`)
      if (children.length > 0) todo.push(`</${name}>`, ...[...children].reverse())
    }
  }
  return parts.join('')
}
