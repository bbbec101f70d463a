import { elementsOf, isElement, type TreeElement, type TreeNode, textOf } from '../feed/feed-tree.ts'
import { isBareTitle, isBoilerplate, isNamedBody, leadsElsewhere } from './page-boilerplate.ts'
import { tidyText } from './plain-text.ts'

/** A run of text between block borders, with the element that holds it. */
interface Block {
  holder: TreeElement
  name: string
  text: string
  linkChars: number
}

const BLOCKS = new Set(
  'address article blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td th tr ul'.split(
    ' ',
  ),
)
const HEADINGS = new Set(['h2', 'h3', 'h4', 'h5', 'h6', 'strong', 'b'])
// Below this a block is a label, a date or a caption: it belongs to the article but cannot show where the article is.
const TELLING_CHARS = 40
const FURTHER_PARENTS = 3

/** The article's text of a page, blocks parted by line breaks, and how much of all text stands in links. */
export function bodyOf(root: TreeElement): { text: string; linkShare: number } {
  const { blocks, parents } = blocksOf(root)
  const total = sum(blocks, (block) => block.text.length)
  const linkShare = total === 0 ? 0 : sum(blocks, (block) => block.linkChars) / total
  const container = bestContainer(blocks, parents)
  if (!container) return { text: '', linkShare }
  const inside = blocks.filter((block) => isInside(block.holder, container, parents))
  return { text: articleText(inside), linkShare }
}

/** One pass over the page: every block that no boilerplate element holds, in order, and each element's parent. */
function blocksOf(root: TreeElement): { blocks: Block[]; parents: Map<TreeElement, TreeElement> } {
  const blocks: Block[] = []
  const parents = new Map<TreeElement, TreeElement>()
  const state = { parts: [] as string[], linkChars: 0, holder: root }
  const flush = (next: TreeElement): void => {
    const text = tidyText(state.parts.join(''))
    if (text !== '')
      blocks.push({
        holder: state.holder,
        name: state.holder.name,
        text,
        linkChars: Math.min(state.linkChars, text.length),
      })
    state.parts = []
    state.linkChars = 0
    state.holder = next
  }
  type Step = { node: TreeNode; holder: TreeElement; inLink: boolean } | { leave: TreeElement }
  const todo: Step[] = [{ node: root, holder: root, inLink: false }]
  for (let step = todo.pop(); step !== undefined; step = todo.pop()) {
    if ('leave' in step) {
      flush(step.leave)
      continue
    }
    const { node, holder, inLink } = step
    if (node.type === 'text') {
      state.parts.push(node.data ?? '')
      if (inLink) state.linkChars += (node.data ?? '').trim().length
    }
    if (!isElement(node) || isBoilerplate(node.name, node.attribs)) continue
    const block = BLOCKS.has(node.name)
    if (node !== root) parents.set(node, holder)
    if (block) flush(node)
    if (node.name === 'br') state.parts.push('\n')
    if (block) todo.push({ leave: holder })
    const inner = block ? node : holder
    for (let i = node.children.length - 1; i >= 0; i--) {
      todo.push({ node: node.children[i] as TreeNode, holder: inner, inLink: inLink || node.name === 'a' })
    }
  }
  flush(root)
  return { blocks, parents }
}

function isProse(block: Block): boolean {
  return block.text.length >= TELLING_CHARS && block.linkChars * 2 < block.text.length && !leadsElsewhere(block.text)
}

/** The element under which most prose stands closest: each block counts fully for its parent, less for those above. */
function bestContainer(blocks: readonly Block[], parents: ReadonlyMap<TreeElement, TreeElement>): TreeElement | null {
  const scores = new Map<TreeElement, number>()
  for (const block of blocks) {
    if (!isProse(block)) continue
    let element: TreeElement | undefined =
      block.name === 'p' || block.name === 'blockquote' ? parents.get(block.holder) : block.holder
    const worth = block.text.length * (1 - block.linkChars / block.text.length)
    for (let level = 0; element !== undefined && level < FURTHER_PARENTS; level++) {
      const named = isNamedBody(element.attribs) || element.name === 'article' ? 1.5 : 1
      scores.set(element, (scores.get(element) ?? 0) + (worth * named) / (1 + level * 0.6))
      element = parents.get(element)
    }
  }
  let best: TreeElement | null = null
  for (const [element, score] of scores) if (best === null || score > (scores.get(best) ?? 0)) best = element
  return best
}

function isInside(
  element: TreeElement,
  container: TreeElement,
  parents: ReadonlyMap<TreeElement, TreeElement>,
): boolean {
  for (let at: TreeElement | undefined = element; at !== undefined; at = parents.get(at))
    if (at === container) return true
  return false
}

/** Drops blocks that lead elsewhere, with the list that a bare title announces, and lists of links. */
function articleText(blocks: readonly Block[]): string {
  const kept: string[] = []
  let skippingList = false
  for (const block of blocks) {
    const mostlyLinks = block.linkChars * 2 > block.text.length
    if (leadsElsewhere(block.text) && (mostlyLinks || block.text.length < 200)) {
      skippingList = isBareTitle(block.text)
      continue
    }
    if (skippingList && (mostlyLinks || block.name === 'li')) continue
    skippingList = false
    if (mostlyLinks && (block.name === 'li' || HEADINGS.has(block.name) || block.text.length < 200)) continue
    if (kept.at(-1) !== block.text) kept.push(block.text)
  }
  return kept.join('\n')
}

function sum<T>(list: readonly T[], of: (item: T) => number): number {
  return list.reduce((total, item) => total + of(item), 0)
}

/** The first heading of a kind, as one line. */
export function headingOf(root: TreeElement, name: string): string | undefined {
  const todo: TreeElement[] = [root]
  for (let element = todo.pop(); element !== undefined; element = todo.pop()) {
    if (element.name === name) {
      const text = tidyText(textOf(element))
      if (text !== '') return text
    }
    todo.push(...elementsOf(element).reverse())
  }
  return undefined
}
