import { textRows } from './text-rows.ts'

/** What is wrong with a feed, and what operators hear of it. Values are plain text; addresses come isolated. */
export const feedTexts = textRows({
  silent: {
    ar: (since: string) => `صامتة على غير عادتها: آخر جديدها ${since}`,
    en: (since: string) => `silent for longer than ever: its last news came ${since}`,
  },
  silentNext: {
    ar: 'افتح الموقع: إن كان ينشر فلعل خلاصته تُركت، فابحث عن غيرها',
    en: 'Open the site: if it publishes, this feed may be abandoned; look for another one',
  },
  gappy: {
    ar: (gaps: number) => `قد تفوتنا أخبار منها: لم نجد فيها شيئًا مما رأيناه قبلُ (عدد الزيارات: ${gaps})`,
    en: (gaps: number) => `items may be missed: visits with nothing left of the one before: ${gaps}`,
  },
  gappyNext: {
    ar: 'قُصّرت فترة الزيارة؛ إن تكرر فأضف خلاصات أقسام الموقع',
    en: 'It is visited more often now; if this goes on, add the feeds of the site’s sections',
  },
  merged: {
    ar: 'انتقلت إلى عنوان خلاصة أخرى نتابعها، فأُوقفت هذه',
    en: 'moved to the address of another feed that is followed; this one is paused',
  },
  mergedNext: { ar: 'يمكن حذفها', en: 'It can be removed' },
  successorNext: {
    ar: (url: string) => `وُجدت في الموقع خلاصة أخرى: ${url}`,
    en: (url: string) => `Another feed was found at the site: ${url}`,
  },
  noticeBroken: { ar: (name: string) => `تعطّلت خلاصة «${name}»`, en: (name: string) => `“${name}” broke` },
  noticeWorks: { ar: (name: string) => `عادت خلاصة «${name}» تعمل`, en: (name: string) => `“${name}” works again` },
  noticeSilent: {
    ar: (name: string) => `صمتت خلاصة «${name}» أطول من كل مرة`,
    en: (name: string) => `“${name}” is silent for longer than ever`,
  },
  noticeSpeaks: {
    ar: (name: string) => `عادت خلاصة «${name}» تنشر`,
    en: (name: string) => `“${name}” publishes again`,
  },
  noticeGone: {
    ar: (name: string) => `أزال الناشر خلاصة «${name}» نهائيًا (410)، فتوقفت زيارتها`,
    en: (name: string) => `“${name}” was removed for good by its publisher (410); its visits end`,
  },
  noticeMerged: {
    ar: (name: string) => `انتقلت خلاصة «${name}» إلى عنوان خلاصة أخرى نتابعها، فأُوقفت`,
    en: (name: string) => `“${name}” moved to the address of another followed feed and is paused`,
  },
  noticeSuccessor: {
    ar: (name: string, from: string, to: string) =>
      `لخلاصة «${name}» المتعطلة بديل في موقعها\nالقديمة: ${from}\nالبديل: ${to}`,
    en: (name: string, from: string, to: string) =>
      `The broken “${name}” has a successor at its site\nold: ${from}\nnew: ${to}`,
  },
  noticeChoice: {
    ar: (name: string, urls: string) => `لخلاصة «${name}» المتعطلة بدائل في موقعها، فاختر منها\n${urls}`,
    en: (name: string, urls: string) => `The broken “${name}” has several possible successors at its site\n${urls}`,
  },
  takeSuccessor: {
    ar: (url: string) => `اعتماد البديل ${url}`,
    en: (url: string) => `Take ${url}`,
  },
  successorGone: { ar: 'لم يعد هذا البديل معروضًا', en: 'This successor is no longer on offer' },
  swapQuestion: {
    ar: (name: string) => `أتُنقل خلاصة «${name}» إلى هذا العنوان؟ تبقى الخلاصة نفسها، فلا تعود أخبارها القديمة جديدة`,
    en: (name: string) => `Move “${name}” to this address? It stays the same feed, so its old items are not new again`,
  },
  swapped: {
    ar: (name: string, url: string) => `انتقلت خلاصة «${name}» إلى ${url}`,
    en: (name: string, url: string) => `“${name}” now reads ${url}`,
  },
  replaceBy: {
    ar: (command: string) => `لاعتماد البديل: ${command}`,
    en: (command: string) => `To take it: ${command}`,
  },
})
