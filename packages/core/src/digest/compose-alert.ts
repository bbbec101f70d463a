import { directLines, escapeHtml, formatNumber, texts } from '../text/index.ts'
import { type Button, callbackData, type StoriesDraft } from './draft.ts'
import { leadLine } from './lead-line.ts'
import { followedLabel, outletCounts, outletsLine, shownName, titleHtml } from './story-block.ts'
import type { Reading, StoryView } from './views.ts'

export interface AlertInput extends Reading {
  story: StoryView
}

// An alert stands alone, so its lead may be longer than a line of the digest.
const ALERT_LEAD = 400

/** The alert of one story; composed again from a grown story it is the text to edit the sent alert to. */
export function composeAlert(input: AlertInput): StoriesDraft {
  const { story, lang } = input
  const lines = [
    `<b>${[alertHeading(story, input), followedLabel(story, input)].filter((part) => part !== '').join(' · ')}</b>`,
    titleHtml(story.title, story.url, input),
    leadLine(story, input, ALERT_LEAD),
    outletsLine(story, input),
    story.outlets.length > 1 ? outletCounts(story, input) : '',
  ]
  return {
    text: directLines(lines.filter((line) => line !== '').join('\n'), lang),
    buttons: [feedbackRow(story.id, input)],
    preview: true,
    silent: false,
    storyIds: [story.id],
  }
}

function alertHeading(story: StoryView, { lang }: Reading): string {
  const table = texts(lang).digest
  if (story.raised) return table.alertRaised
  return story.tier === 'core' ? table.alertCore : table.alertRelated
}

/** لماذا؟ 👍 👎 */
export function feedbackRow(storyId: string, { lang }: Pick<Reading, 'lang'>): Button[] {
  const table = texts(lang).digest
  return [
    { text: table.whyButton, data: callbackData('why', storyId) },
    { text: table.useful, data: callbackData('useful', storyId) },
    { text: table.notUseful, data: callbackData('useless', storyId) },
  ]
}

export interface DevelopmentInput extends Reading {
  kind: 'denial' | 'claim' | 'toll'
  /** The new toll, which the title may not give; 0 for none. */
  toll?: number
  storyId: string
  /** The article that brought it. */
  title: string
  url: string | null
  outlet: string
}

/** A denial, a claim or a higher toll: a short reply to the story's first alert. */
export function composeDevelopment(input: DevelopmentInput): StoriesDraft {
  const table = texts(input.lang).digest
  const { kind, toll = 0, lang, digits } = input
  const what = kind === 'toll' && toll > 0 ? table.tollOf(formatNumber(lang, toll, digits)) : table[kind]
  const lines = [
    `<b>${escapeHtml(`${table.development} · ${what}`)}</b>`,
    titleHtml(input.title, input.url, input),
    shownName(input.outlet, 60, input),
  ]
  return {
    text: directLines(lines.filter((line) => line !== '').join('\n'), input.lang),
    buttons: [feedbackRow(input.storyId, input)],
    preview: false,
    silent: false,
    storyIds: [input.storyId],
  }
}
