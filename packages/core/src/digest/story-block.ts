import {
  type CountOptions,
  cleanTitle,
  count,
  cutText,
  escapeHtml,
  formatMoment,
  formatNumber,
  isolateIn,
  isolateRuns,
  linkTarget,
  texts,
} from '../text/index.ts'
import { leadLine } from './lead-line.ts'
import type { OutletView, Reading, StoryView } from './views.ts'

// Headlines run to about 100 characters; past 300 it is a whole paragraph in a title field.
const LONGEST_TITLE = 300
const LONGEST_NAME = 60
// A line of outlets that wraps three times on a phone is no longer read.
const OUTLETS_SHOWN = 4

/** Plain text ready to stand inside a line: cleaned, cut, its left-to-right runs isolated (Arabic reader), escaped. */
export function shownText(text: string, max: number, reading: Pick<Reading, 'lang'>): string {
  const short = cutText(cleanTitle(text), max)
  return escapeHtml(reading.lang === 'ar' ? isolateRuns(short) : short)
}

/** The name of an outlet or an entity, beside which numbers stand. */
export function shownName(text: string, max: number, reading: Pick<Reading, 'lang'>): string {
  return escapeHtml(isolateIn(cutText(cleanTitle(text), max), reading.lang))
}

/** The title as a link, or in bold where there is nothing to open. Never empty. */
export function titleHtml(title: string, url: string | null, reading: Pick<Reading, 'lang'>): string {
  const shown = shownText(title, LONGEST_TITLE, reading) || texts(reading.lang).digest.untitled
  const target = linkTarget(url)
  return target ? `<a href="${escapeHtml(target)}">${shown}</a>` : `<b>${shown}</b>`
}

/** "الجزيرة نت 14:05": an outlet and when it published. */
export function outletLine(outlet: OutletView, reading: Reading, max = LONGEST_NAME): string {
  return `${shownName(outlet.name, max, reading)} ${formatMoment(outlet.at, reading.now, reading)}`
}

/** "الجزيرة نت 14:05، رويترز 14:20، و3 وسائل غيرها". */
export function outletsLine(story: StoryView, reading: Reading): string {
  const separator = reading.lang === 'ar' ? '، ' : ', '
  const parts = story.outlets.slice(0, OUTLETS_SHOWN).map((outlet) => outletLine(outlet, reading))
  const more = story.outlets.length - OUTLETS_SHOWN
  if (more > 0) parts.push(texts(reading.lang).digest.moreOutlets(more, optionsOf(reading)))
  return parts.join(separator)
}

function optionsOf({ digits }: Reading): CountOptions {
  return digits ? { digits } : {}
}

/** "6 وسائل، نصّان مستقلان". */
export function outletCounts(story: StoryView, reading: Reading): string {
  const options = optionsOf(reading)
  const outlets = count(reading.lang, 'outlet', story.outlets.length, options)
  const independent = count(reading.lang, 'independentText', story.independentTexts, options)
  return `${outlets}${reading.lang === 'ar' ? '، ' : ', '}${independent}`
}

/** "تتابع: داعش خراسان، باكستان", or nothing. */
export function followedLabel({ followed = [] }: StoryView, reading: Pick<Reading, 'lang'>): string {
  const names = followed.map((name) => shownName(name, LONGEST_NAME, reading))
  return names.length === 0 ? '' : texts(reading.lang).digest.followed(names.join(reading.lang === 'ar' ? '، ' : ', '))
}

/** One numbered story of a list: title, outlets with times, one line of the lead. */
export function storyBlock(story: StoryView, number: number, reading: Reading): string {
  const table = texts(reading.lang).digest
  const labels = [
    story.archive ? table.archive : '',
    story.raised ? table.raised : '',
    followedLabel(story, reading),
  ].filter((label) => label !== '')
  const independent = texts(reading.lang).digest.independentTexts(story.independentTexts, optionsOf(reading))
  const more = story.outlets.length > 1 ? [independent] : []
  const outlets = [...labels, outletsLine(story, reading), ...more].join(' · ')
  const head = `${formatNumber(reading.lang, number, reading.digits)}. ${titleHtml(story.title, story.url, reading)}`
  return [head, outlets, leadLine(story, reading)].filter((line) => line !== '').join('\n')
}
