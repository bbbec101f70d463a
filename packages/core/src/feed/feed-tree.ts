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

// An honest root declares 10 to 30.
const MOST_DECLARED = 200

/** What an element declares, and all around it: a copy for each would take quadratic time where each declares one more. */
interface Scope {
  own: ReadonlyMap<string, string>
  outer: Scope | null
  /** The canonical prefix of names without a prefix. */
  unprefixed: string
  base: string | null
}

export interface FeedTree {
  root: TreeElement
  /** What relative links inside this element are relative to, or null when nothing says so. */
  baseOf(element: TreeElement): string | null
  /** Whether a link was written under a prefix (`atom:link`): then it is a guest in RSS. */
  isPrefixedLink(element: TreeElement): boolean
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
  const { bases, prefixedLinks } = canonicalise(root, documentBase)
  return {
    root,
    baseOf: (element) => bases.get(element) ?? documentBase,
    isPrefixedLink: (element) => prefixedLinks.has(element),
    innerMarkup: (element) => markupOf(element.children),
  }
}

interface Remembered {
  bases: Map<TreeElement, string>
  prefixedLinks: Set<TreeElement>
}

function canonicalise(root: TreeElement, documentBase: string | null): Remembered {
  const bases = new Map<TreeElement, string>()
  const prefixedLinks = new Set<TreeElement>()
  const todo: { element: TreeElement; scope: Scope }[] = [
    { element: root, scope: { own: new Map(), outer: null, unprefixed: '', base: documentBase } },
  ]
  for (let step = todo.pop(); step !== undefined; step = todo.pop()) {
    const scope = innerScope(step.element, step.scope)
    const written = step.element.name
    step.element.name = canonicalName(written, scope)
    if (step.element.name === 'link' && written !== 'link') prefixedLinks.add(step.element)
    if (scope.base !== null && scope.base !== documentBase) bases.set(step.element, scope.base)
    for (const child of step.element.children) if (isElement(child)) todo.push({ element: child, scope })
  }
  return { bases, prefixedLinks }
}

function innerScope(element: TreeElement, outer: Scope): Scope {
  const own = new Map<string, string>()
  for (const [name, value] of Object.entries(element.attribs)) {
    if ((name !== 'xmlns' && !name.startsWith('xmlns:')) || own.size === MOST_DECLARED) continue
    const prefix = name.slice(6)
    own.set(prefix, prefixOfNamespace(value) ?? (prefix === '' ? '' : `?${prefix}`))
  }
  const written = element.attribs['xml:base'] ?? (element.children.length > 0 ? element.attribs.base : undefined)
  if (own.size === 0 && written === undefined) return outer
  const base = webBase(written, outer.base) ?? outer.base
  // What declares nothing is skipped on the way up.
  const around = outer.own.size === 0 ? outer.outer : outer
  return { own, outer: around, unprefixed: own.get('') ?? outer.unprefixed, base }
}

function canonicalName(name: string, scope: Scope): string {
  const colon = name.indexOf(':')
  const prefix = colon === -1 ? '' : name.slice(0, colon)
  const local = name.slice(colon + 1)
  const canonical = prefix === '' ? scope.unprefixed : (declaredIn(scope, prefix) ?? prefixUndeclared(prefix))
  return canonical === '' || canonical === 'xhtml' ? local : `${canonical}:${local}`
}

function declaredIn(innermost: Scope, prefix: string): string | undefined {
  for (let scope: Scope | null = innermost; scope !== null; scope = scope.outer) {
    const canonical = scope.own.get(prefix)
    if (canonical !== undefined) return canonical
  }
  return undefined
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
