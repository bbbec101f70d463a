import type { IgnoredReason } from '../search/search-query.ts'
import { textRows } from './text-rows.ts'

const REASONS: Record<IgnoredReason, { ar: string; en: string }> = {
  'no-words': { ar: 'ليس فيه كلمات', en: 'there is no word in it' },
  'no-value': { ar: 'لا شيء بعد النقطتين', en: 'nothing stands after the colon' },
  'bad-tier': { ar: 'الدرجة إما أساسي أو صلة', en: 'a tier is core or related' },
  'bad-story': { ar: 'القصة رقم', en: 'a story is a number' },
  'bad-date': {
    ar: 'التاريخ مثل ⁦2025-07-03⁩، أو مدة إلى الوراء مثل ⁦7d⁩',
    en: 'a date is 2025-07-03, or a span back such as 7d',
  },
  'unknown-entity': { ar: 'ليس كيانًا في الموضوع', en: 'no entity of the topic has this name' },
}

/** What a search says of itself. */
export const searchTexts = textRows({
  ignored: {
    ar: (part: string, reason: IgnoredReason) => `لم يُؤخذ بـ ⁨${part}⁩: ${REASONS[reason].ar}.`,
    en: (part: string, reason: IgnoredReason) => `Left aside: ⁨${part}⁩ (${REASONS[reason].en}).`,
  },
})
