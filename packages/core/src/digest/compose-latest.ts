import { directLines, texts } from '../text/index.ts'
import { numberButtons } from './compose-digest.ts'
import { type Button, type CardTarget, callbackData, type StoriesDraft } from './draft.ts'
import { addMeasures, fits, measureHtml } from './measure.ts'
import { shownText, storyBlock } from './story-block.ts'
import type { Reading, StoryView } from './views.ts'

export interface LatestInput extends Reading {
  /** One page of stories in the order to show; what does not fit one message is left off. */
  stories: readonly StoryView[]
  /** The page, from 0, and whether there is an older one. */
  page: number
  older: boolean
  /** The words searched for, with /search. */
  query?: string
  cards?: CardTarget
}

/** The latest stories, or those found by a search, as one message with number buttons and paging. */
export function composeLatest(input: LatestInput): StoriesDraft {
  const { lang } = input
  const table = texts(lang).digest
  const query = input.query === undefined ? null : shownText(input.query, 100, input)
  if (input.stories.length === 0) {
    const line = query === null ? table.noStoriesYet : table.nothingFound(query)
    return { text: directLines(line, lang), buttons: pageRow(input), preview: false, silent: false, storyIds: [] }
  }
  const heading = `<b>${query === null ? table.latestTitle : table.foundTitle(query)}</b>`
  const blocks = fittingBlocks(input, heading)
  const storyIds = input.stories.slice(0, blocks.length).map((story) => story.id)
  const numbers = new Map(storyIds.map((id, index) => [id, index + 1]))
  return {
    text: directLines([heading, ...blocks].join('\n\n'), lang),
    buttons: [...numberButtons(storyIds, numbers, input), ...pageRow(input)],
    preview: false,
    silent: false,
    storyIds,
  }
}

function fittingBlocks(input: LatestInput, heading: string): string[] {
  const blocks: string[] = []
  let used = measureHtml(heading)
  for (const [index, story] of input.stories.entries()) {
    const block = storyBlock(story, index + 1, input)
    used = addMeasures(used, measureHtml(`\n\n\u200F${block}`))
    if (!fits(used)) break
    blocks.push(block)
  }
  return blocks
}

function pageRow({ page, older, lang }: LatestInput): Button[][] {
  const table = texts(lang).bot
  const row: Button[] = []
  if (page > 0) row.push({ text: table.newerButton, data: callbackData('page', String(page - 1)) })
  if (older) row.push({ text: table.olderButton, data: callbackData('page', String(page + 1)) })
  return row.length > 0 ? [row] : []
}
