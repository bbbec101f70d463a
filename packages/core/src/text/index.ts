export { directLines, isolate, isolateIn, isolateRuns } from './bidi.ts'
export { botTexts, commandTexts, operatorTexts } from './bot-texts.ts'
export { cities, cityOf } from './cities.ts'
export { cleanTitle, cutText } from './clean-title.ts'
export { type CountOptions, count, formatNumber } from './count.ts'
export {
  type Clock,
  formatDate,
  formatLongDate,
  formatMoment,
  formatRelative,
  formatShortDate,
  formatTime,
  formatWeekday,
} from './dates.ts'
export { digestTexts } from './digest-texts.ts'
export { escapeHtml, linkTarget, plainOf } from './html.ts'
export { type Digits, type Lang, localeOf } from './lang.ts'
export { formsOf, type Noun, nouns } from './nouns.ts'
export { type Spoken, speak, type TextRows, textRows } from './text-rows.ts'
export { type Texts, texts } from './texts.ts'
export { webTexts } from './web-texts.ts'
