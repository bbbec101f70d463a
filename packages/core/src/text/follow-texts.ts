import { textRows } from './text-rows.ts'

/** What feeds of our own say to the readers of feed readers. Plain text. */
export const followTexts = textRows({
  stories: { ar: 'راصد: القصص', en: 'Rasid: stories' },
  matches: { ar: 'راصد: المقالات المطابقة', en: 'Rasid: matched articles' },
  /** Of a search: the words and filters as they were asked. */
  of: {
    ar: (feed: string, search: string) => `${feed}: ${search}`,
    en: (feed: string, search: string) => `${feed}: ${search}`,
  },
  about: {
    ar: 'ما وجده راصد في الخلاصات التي يتابعها، والنصوص لأصحابها.',
    en: 'What Rasid found in the feeds that it follows; the texts belong to their outlets.',
  },
  core: { ar: 'أساسي', en: 'core' },
  related: { ar: 'ذو صلة', en: 'related' },
  matchedWords: { ar: 'الألفاظ التي طابقت', en: 'The words that matched' },
  coveredBy: { ar: 'بترتيب النشر', en: 'In order of publication' },
  linkTitle: { ar: 'تابع هذا البحث', en: 'Follow this search' },
})
