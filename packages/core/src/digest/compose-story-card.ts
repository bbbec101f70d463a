import { directLines, escapeHtml, formatMoment, linkTarget, texts } from '../text/index.ts'
import { feedbackRow } from './compose-alert.ts'
import { callbackData, type MessageDraft } from './draft.ts'
import { leadLine } from './lead-line.ts'
import { outletCounts, outletsLine, shownName, shownText, titleHtml } from './story-block.ts'
import type { OutletView, Reading, StoryView, WhyView } from './views.ts'

export interface StoryCardInput extends Reading {
  story: StoryView
  /** Given: the card shows why; absent: the story with its outlets. Both are edits of one message. */
  why?: WhyView
}

const CARD_LEAD = 600
// With links, names and times 30 outlets stay under half of a message's entities and bytes.
const OUTLETS_ON_A_CARD = 25
const LONGEST_CARD_URL = 600
const WORDS_SHOWN = 20
const REASONS_SHOWN = 12

/** A story's card: its outlets in the order in which they published, or why it was sent. */
export function composeStoryCard(input: StoryCardInput): MessageDraft {
  const lines = input.why ? whyLines(input, input.why) : storyLines(input)
  const row = input.why
    ? [{ text: texts(input.lang).digest.cardButton, data: callbackData('story', input.story.id) }]
    : feedbackRow(input.story.id, input)
  return {
    text: directLines(lines.filter((line) => line !== null).join('\n'), input.lang),
    buttons: [row],
    preview: false,
    silent: true,
  }
}

function storyLines(input: StoryCardInput): (string | null)[] {
  const { story, lang } = input
  const table = texts(lang).digest
  const tier = story.tier === 'core' ? table.core : table.related
  const first = story.outlets[0]
  const shown = story.outlets.slice(0, OUTLETS_ON_A_CARD)
  const more = story.outlets.length - shown.length
  return [
    titleHtml(story.title, story.url, input),
    [story.archive ? table.archive : '', tier, outletCounts(story, input)].filter((part) => part !== '').join(' · '),
    leadLine(story, input, CARD_LEAD) || null,
    first ? table.firstAt(formatMoment(first.at, input.now, input)) : null,
    '',
    `<b>${table.outletsInOrder}</b>`,
    ...shown.map((outlet) => cardOutlet(outlet, input)),
    more > 0 ? table.moreOutlets(more, input.digits ? { digits: input.digits } : {}) : null,
  ]
}

function cardOutlet(outlet: OutletView, input: Reading): string {
  const moment = formatMoment(outlet.at, input.now, input)
  const name = shownName(outlet.name, 60, input) || texts(input.lang).digest.untitled
  const target = linkTarget(outlet.url)
  const linked = target && target.length <= LONGEST_CARD_URL
  return `${linked ? `<a href="${escapeHtml(target)}">${name}</a>` : name} ${moment}`
}

function whyLines(input: StoryCardInput, why: WhyView): (string | null)[] {
  const { story, lang } = input
  const table = texts(lang).digest
  const words = why.words.slice(0, WORDS_SHOWN).map((word) => `<b>${shownText(word, 60, input)}</b>`)
  return [
    `<b>${table.whyTitle}</b>`,
    titleHtml(story.title, story.url, input),
    outletsLine(story, input),
    '',
    table.tierLine(story.tier === 'core' ? table.core : table.related),
    table.ruleLine(shownText(`${why.topic} ${why.ruleVersion}`, 120, input)),
    words.length > 0 ? `${table.matchedWords}: ${words.join(lang === 'ar' ? '، ' : ', ')}` : null,
    ...why.reasons.slice(0, REASONS_SHOWN).map((reason) => `• ${shownText(reason, 200, input)}`),
  ]
}
