import { count, directLines, formatLongDate, formatMoment, formatNumber, texts } from '../text/index.ts'
import { type Button, type CardTarget, type StoriesDraft, storyButton } from './draft.ts'
import { addMeasures, measureHtml } from './measure.ts'
import { type Block, blockHtml, packBlocks } from './pack-blocks.ts'
import { newestFirst, rankStories } from './rank-stories.ts'
import { storyBlock } from './story-block.ts'
import type { CoverageView, Reading, StoryView } from './views.ts'

export interface DigestInput extends Reading {
  period: { from: Date; to: Date }
  stories: readonly StoryView[]
  coverage: CoverageView
  /** The whole digest is from the archive (the sample at /start when nothing is newer). */
  archive: boolean
  /** The digest's number in this chat, printed as "العدد 12". */
  number?: number
  /** Digests that this one makes up for after downtime. */
  missed?: number
  /** Where the number buttons lead; a card in this chat unless told otherwise. */
  cards?: CardTarget
  sample?: boolean
  /** The moment of the backup that was restored: this digest makes up for what came since, and says so. */
  restoredFrom?: Date
}

// Telegram lays out at most 8 buttons a row.
const BUTTONS_A_ROW = 8

/** The messages of one digest, split on story borders. A day without stories is one silent line with its coverage. */
export function composeDigest(input: DigestInput): StoriesDraft[] {
  if (input.stories.length === 0) return [emptyDigest(input)]
  // Years lie between stories of the archive: there the newest matters, not how many told it.
  const ranked = input.archive ? newestFirst(input.stories) : rankStories(input.stories)
  const numbers = new Map(ranked.map((story, index) => [story.id, index + 1]))
  const blocks = [...storyBlocks(ranked, input), { html: coverageLine(input) }]
  const head = [titleLine(input), periodLine(input), ...restoredLine(input)].join('\n')
  const parts = packBlocks(blocks, addMeasures(measureHtml(head), { characters: 40, entities: 0, bytes: 80 }))
  return parts.map((part, index) => {
    const header = index === 0 ? head : `${titleLine(input)} · ${partLabel(index + 1, parts.length, input)}`
    const storyIds = part.flatMap((block) => block.storyId ?? [])
    return {
      text: directLines([header, ...part.map(blockHtml)].join('\n\n'), input.lang),
      buttons: numberButtons(storyIds, numbers, input),
      preview: false,
      silent: false,
      storyIds,
    }
  })
}

function storyBlocks(ranked: readonly StoryView[], input: DigestInput): Block[] {
  const table = texts(input.lang).digest
  const mixed = new Set(ranked.map((story) => story.tier)).size > 1
  return ranked.map((story, index) => {
    const starts = story.tier !== ranked[index - 1]?.tier
    const heading = `<b>${story.tier === 'core' ? table.coreHeading : table.relatedHeading}</b>`
    const block: Block = { html: storyBlock(story, index + 1, input), storyId: story.id }
    if (!mixed && story.tier === 'core') return block
    return { ...block, under: heading, ...(starts && { heading }) }
  })
}

function titleLine(input: DigestInput): string {
  const table = texts(input.lang).digest
  const date = formatLongDate(input.period.to, input)
  const title = input.sample ? table.sampleTitle(date) : table.digestTitle(date)
  const issue = input.number === undefined ? [] : [table.issue(formatNumber(input.lang, input.number, input.digits))]
  return `<b>${[title, ...issue, ...(input.archive ? [table.archive] : [])].join(' · ')}</b>`
}

function periodLine(input: DigestInput): string {
  const table = texts(input.lang).digest
  const options = input.digits ? { digits: input.digits } : {}
  const { from, to } = input.period
  // Each end beside the other: both say their day unless it is one.
  const period = input.archive ? [] : [table.period(formatMoment(from, to, input), formatMoment(to, from, input))]
  const missed = input.missed ? [table.caughtUp(input.missed, options)] : []
  return [...period, count(input.lang, 'story', input.stories.length, options), ...missed].join(' · ')
}

function restoredLine(input: DigestInput): string[] {
  const { restoredFrom, lang, now } = input
  return restoredFrom ? [texts(lang).digest.restored(formatMoment(restoredFrom, now, input))] : []
}

function partLabel(part: number, parts: number, { lang, digits }: DigestInput): string {
  return texts(lang).digest.part(formatNumber(lang, part, digits), formatNumber(lang, parts, digits))
}

/** "التغطية: 20 من 22 مصدرًا، 412 خبرًا، 7 مطابقات". */
export function coverageLine({ coverage, lang, digits }: Pick<DigestInput, 'coverage' | 'lang' | 'digits'>): string {
  const table = texts(lang).digest
  const options = digits ? { digits } : {}
  const facts = [
    table.reachedOf(formatNumber(lang, coverage.feedsReached, digits), coverage.feedsTotal, options),
    table.items(coverage.items, options),
    table.matches(coverage.matches, options),
  ]
  return `${table.coverageTitle}${lang === 'ar' ? ': ' : ': '}${facts.join(lang === 'ar' ? '، ' : ', ')}`
}

function emptyDigest(input: DigestInput): StoriesDraft {
  const date = formatLongDate(input.period.to, input)
  const line = `${texts(input.lang).digest.emptyDigest} · ${date} · ${coverageLine(input)}`
  return {
    text: directLines([line, ...restoredLine(input)].join('\n'), input.lang),
    buttons: [],
    preview: false,
    silent: true,
    storyIds: [],
  }
}

/** Rows of number buttons, one a story, that open its card. */
export function numberButtons(
  storyIds: readonly string[],
  numbers: ReadonlyMap<string, number>,
  input: Pick<DigestInput, 'lang' | 'digits' | 'cards'>,
): Button[][] {
  const buttons = storyIds.map((id) =>
    storyButton(formatNumber(input.lang, numbers.get(id) ?? 0, input.digits), id, input.cards ?? { kind: 'here' }),
  )
  const rows: Button[][] = []
  for (let at = 0; at < buttons.length; at += BUTTONS_A_ROW) rows.push(buttons.slice(at, at + BUTTONS_A_ROW))
  return rows
}
