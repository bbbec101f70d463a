import { cleanTitle, cutText, escapeHtml, isolateRuns } from '../text/index.ts'
import type { Highlight, Reading, StoryView } from './views.ts'

// About two lines on a phone.
const LONGEST_LEAD = 180
const MOST_HIGHLIGHTS = 4
// Private-use marks carry the highlights through cleaning, cutting and escaping, which all move offsets.
const OPEN = '\uE000'
const CLOSE = '\uE001'

/** One line of the story's lead with the matched words in bold, or nothing when it only repeats the title.
 *  Starts near the first matched word when that lies beyond the first line. */
export function leadLine(
  story: Pick<StoryView, 'lead' | 'title' | 'highlights'>,
  reading: Pick<Reading, 'lang'>,
  max = LONGEST_LEAD,
): string {
  const marked = cleanTitle(withMarks(story.lead ?? '', story.highlights))
  const title = cleanTitle(story.title)
  const lead = withoutTitle(marked, title)
  if (lead === '') return ''
  const shown = balance(cutText(nearFirstMark(lead, max), max))
  const runs = reading.lang === 'ar' ? isolateRuns(shown) : shown
  return escapeHtml(runs).replaceAll(OPEN, '<b>').replaceAll(CLOSE, '</b>')
}

function withMarks(lead: string, highlights: readonly Highlight[]): string {
  let from = 0
  let out = ''
  for (const { start, end } of [...highlights].sort((a, b) => a.start - b.start).slice(0, MOST_HIGHLIGHTS)) {
    if (start < from || end <= start || end > lead.length) continue
    out += `${unmarked(lead.slice(from, start))}${OPEN}${unmarked(lead.slice(start, end))}${CLOSE}`
    from = end
  }
  return out + unmarked(lead.slice(from))
}

function unmarked(text: string): string {
  return text.replace(/[\uE000\uE001]/g, '')
}

// Many feeds begin the summary with the title.
function withoutTitle(lead: string, title: string): string {
  const plain = unmarked(lead)
  if (title === '' || !plain.startsWith(title)) return lead
  return plain.slice(title.length).replace(/^[\s.:،…\-–—|]+/u, '')
}

function nearFirstMark(lead: string, max: number): string {
  const mark = lead.indexOf(OPEN)
  if (mark < max - 20) return lead
  const sentence = Math.max(lead.lastIndexOf('. ', mark), lead.lastIndexOf('؟ ', mark), lead.lastIndexOf('! ', mark))
  if (sentence > 0 && mark - sentence < max / 2) return lead.slice(sentence + 2)
  const word = lead.lastIndexOf(' ', mark - Math.floor(max / 3))
  return `…${lead.slice(word + 1)}`
}

function balance(text: string): string {
  const opened = text.split(OPEN).length
  const closed = text.split(CLOSE).length
  return opened > closed ? text + CLOSE : text
}
