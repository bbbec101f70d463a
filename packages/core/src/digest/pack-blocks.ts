import { addMeasures, fits, type Measure, measureHtml } from './measure.ts'

/** A piece that must stay whole: a story with its heading, or the footer. */
export interface Block {
  html: string
  /** A heading such as "Core stories", over the first of them. */
  heading?: string
  /** The heading under which it stands: written again where a later part begins with it. */
  under?: string
  storyId?: string
}

const GAP: Measure = { characters: 2, entities: 0, bytes: 2 }

/** Fills messages with whole blocks, in order, within Telegram's limits. `head` is what the header of any part costs.
 *  Joined again, the parts are the blocks, but for repeated headings; a block that fits no message alone still gets its own (its parts are cut before). */
export function packBlocks(blocks: readonly Block[], head: Measure): Block[][] {
  const parts: Block[][] = []
  let used = head
  for (const block of blocks) {
    const cost = addMeasures(GAP, measureHtml(blockHtml(block)))
    const current = parts.at(-1)
    if (current && fits(addMeasures(used, cost))) {
      current.push(block)
      used = addMeasures(used, cost)
    } else {
      const first = current && block.under ? { ...block, heading: block.under } : block
      parts.push([first])
      used = addMeasures(head, addMeasures(GAP, measureHtml(blockHtml(first))))
    }
  }
  return parts
}

/** A block as it stands in the message. */
export function blockHtml(block: Block): string {
  return block.heading ? `${block.heading}\n\n${block.html}` : block.html
}
