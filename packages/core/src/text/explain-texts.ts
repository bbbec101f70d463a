import { type CountOptions, count } from './count.ts'
import type { Noun } from './nouns.ts'
import { textRows } from './text-rows.ts'

const ar = (noun: Noun, n: number, options?: CountOptions) => count('ar', noun, n, options)
const en = (noun: Noun, n: number) => count('en', noun, n)
/** After a preposition, where the Arabic dual changes. */
const of = (noun: Noun, n: number) => count('ar', noun, n, { grammar: 'oblique' })

/** How a verdict, and an article's way through the data path, are explained. Values are plain text. */
export const explainTexts = textRows({
  core: { ar: 'أساسي', en: 'Core' },
  related: { ar: 'ذو صلة', en: 'Related' },
  none: { ar: 'لا مطابقة', en: 'No match' },
  score: { ar: (score: string) => `الوزن ${score}`, en: (score: string) => `score ${score}` },
  rules: {
    ar: (topic: string, version: string) => `${topic}، نسخة القواعد ${version}`,
    en: (topic: string, version: string) => `${topic}, rules ${version}`,
  },
  why: { ar: (reasons: string) => `السبب: ${reasons}`, en: (reasons: string) => `Why: ${reasons}` },
  mentions: { ar: 'الذكر:', en: 'Mentions:' },
  title: { ar: (n: number) => `${ar('time', n)} في العنوان`, en: (n: number) => `${n} in the title` },
  lead: { ar: (n: number) => `${ar('time', n)} في المطلع`, en: (n: number) => `${n} in the lead` },
  body: { ar: (n: number) => `${ar('time', n)} في المتن`, en: (n: number) => `${n} in the body` },
  evidence: { ar: 'ما احتُسب:', en: 'What counts:' },
  rejected: { ar: 'ما لم يُحتسب:', en: 'What does not count:' },
  damped: { ar: 'ما خُفِّف وزنه:', en: 'What counts for less:' },
  repeated: { ar: (n: number) => ar('time', n), en: (n: number) => `${n} times` },
  andMore: { ar: (n: number) => `و${ar('word', n)} غيرها`, en: (n: number) => `and ${en('word', n)} more` },
  missing: {
    ar: (rule: string, missing: string) => `ينقص لقاعدة «${rule}»: ${missing}`,
    en: (rule: string, missing: string) => `The rule “${rule}” lacks: ${missing}`,
  },
  notTogether: {
    ar: (rule: string) => `الأسماء التي تطلبها قاعدة «${rule}» موجودة، لكن موضعها أو عددها أو تاريخ المقال لا يكفي`,
    en: (rule: string) =>
      `All names that the rule “${rule}” asks for are there, but not where, when or as often as it asks`,
  },
  fetched: { ar: 'الجلب', en: 'Fetched' },
  fetchedFrom: {
    ar: (at: string, feed: string) => `في ${at} من خلاصة ${feed}`,
    en: (at: string, feed: string) => `on ${at} from the feed ${feed}`,
  },
  feedGone: { ar: (at: string) => `في ${at}؛ خلاصته أزيلت`, en: (at: string) => `on ${at}; its feed was removed` },
  seed: { ar: 'من مقالات الأرشيف المرفقة', en: 'a seed: one of the shipped archive articles' },
  baseline: {
    ar: 'من أول زيارة لخلاصته: يُعرض ولا يُنبَّه عليه',
    en: 'from its feed’s first poll: shown, never alerted',
  },
  parsed: { ar: 'القراءة', en: 'Parsed' },
  parsedAmong: {
    ar: (items: number, added: number) =>
      `كانت الزيارة تحمل ${ar('item', items, { grammar: 'oblique' })}، الجديد منها ${added}`,
    en: (items: number, added: number) => `that visit brought ${en('item', items)}, ${added} of them new`,
  },
  visitForgotten: { ar: 'نُسيت تلك الزيارة', en: 'that visit is forgotten' },
  isNew: { ar: 'جديد؟', en: 'New?' },
  newByKeys: {
    ar: (keys: string) => `نعم؛ يُعرف منذ ذلك بـ ⁨${keys}⁩`,
    en: (keys: string) => `yes; known since then by ${keys}`,
  },
  versions: { ar: 'النص', en: 'Text' },
  unedited: { ar: 'لم يُعدَّل منذ وصوله', en: 'not edited since it came' },
  edited: {
    ar: (n: number, at: string) => `عدّله ناشره ${ar('time', n, { grammar: 'oblique' })}، آخرها في ${at}`,
    en: (n: number, at: string) => `edited by its publisher ${en('time', n)}, last on ${at}`,
  },
  titleBefore: { ar: (title: string) => `كان عنوانه: ${title}`, en: (title: string) => `Its title was: ${title}` },
  language: { ar: 'اللغة', en: 'Language' },
  languageRead: { ar: (lang: string) => `${lang}، مقروءة`, en: (lang: string) => `${lang}, which is read` },
  languageNotRead: {
    ar: (lang: string) => `${lang}، ولا موضوع يقرؤها`,
    en: (lang: string) => `${lang}, which no topic reads`,
  },
  matched: { ar: 'المطابقة', en: 'Matched' },
  sameThenAndNow: {
    ar: (tier: string, version: string) => `${tier}، والقواعد لم تتغير منذئذ (${version})`,
    en: (tier: string, version: string) => `${tier}; the rules have not changed since (${version})`,
  },
  thenAndNow: {
    ar: (then: string, now: string) => `حينها: ${then} · الآن: ${now}`,
    en: (then: string, now: string) => `then: ${then} · now: ${now}`,
  },
  tierByRules: {
    ar: (tier: string, version: string) => `${tier} بالقواعد ${version}`,
    en: (tier: string, version: string) => `${tier} by rules ${version}`,
  },
  page: { ar: 'الصفحة', en: 'Page' },
  pageNone: { ar: 'لم تُطلب', en: 'not asked for' },
  pageWanted: { ar: 'مطلوبة، لم تُقرأ بعد', en: 'wanted, not read yet' },
  pageRead: { ar: (note: string) => `قُرئت (${note})`, en: (note: string) => `read (${note})` },
  pageFailed: { ar: (note: string) => `تعذّرت (${note})`, en: (note: string) => `could not be read (${note})` },
  story: { ar: 'القصة', en: 'Story' },
  storyIs: {
    ar: (id: string, tier: string, articles: number, outlets: number) =>
      `رقم ${id}: ${tier}، ${ar('article', articles)} من ${of('outlet', outlets)}`,
    en: (id: string, tier: string, articles: number, outlets: number) =>
      `no. ${id}: ${tier}, ${en('article', articles)} from ${en('outlet', outlets)}`,
  },
  editions: { ar: 'الإصدارات', en: 'Editions' },
  newEdition: { ar: 'جديدة', en: 'new' },
  raisedEdition: { ar: 'صارت أساسية', en: 'raised to core' },
  grownEdition: { ar: 'اتسعت', en: 'grown' },
  editionTold: { ar: (at: string) => `أُبلغت في ${at}`, en: (at: string) => `told on ${at}` },
  editionWaits: { ar: 'تنتظر البوت', en: 'waits for the bot' },
  editionNeverTold: { ar: 'لا تُبلَّغ', en: 'never told' },
  messages: { ar: 'الرسائل', en: 'Messages' },
  noMessages: { ar: 'لا رسائل', en: 'none' },
  alert: { ar: 'تنبيه', en: 'alert' },
  digest: { ar: 'نشرة', en: 'digest' },
  edit: { ar: 'تعديل', en: 'edit' },
  reply: { ar: 'رد', en: 'reply' },
  owed: { ar: 'مستحقة', en: 'owed' },
  claimed: { ar: 'محجوزة', en: 'claimed' },
  sending: { ar: 'قيد الإرسال', en: 'being sent' },
  sent: { ar: 'أُرسلت', en: 'sent' },
  unknown: { ar: 'لا يُعرف أوصلت', en: 'perhaps sent' },
  dead: { ar: 'لم تُرسل', en: 'not sent' },
  chats: { ar: (n: number) => ar('chat', n), en: (n: number) => en('chat', n) },
  end: { ar: 'النهاية', en: 'End' },
  stoppedNoMatch: {
    ar: 'توقف عند المطابقة: لا يخص أي موضوع، فلا قصة ولا رسالة',
    en: 'stopped at matching: about no topic, so no story and no message',
  },
  stoppedPage: {
    ar: 'ينتظر صفحته: ما ليس أساسيًا لا يُبلَّغ قبل قراءتها أو مرور عشر دقائق',
    en: 'waits for its page: what is not core is not told before it was read or ten minutes passed',
  },
  stoppedArchive: { ar: 'في الأرشيف: يُعرض ويُبحث فيه، ولا يُنبَّه عليه', en: 'archive: shown and found, never alerted' },
  stoppedBaseline: {
    ar: 'من أول زيارة لخلاصته، فلا يُنبَّه عليه',
    en: 'from its feed’s first poll, so never alerted',
  },
  stoppedRematch: {
    ar: 'وُجد بإعادة المطابقة بعد تغيير القواعد: كالأرشيف، يُعرض ولا يُنبَّه عليه',
    en: 'found by a rematch after the rules changed: like the archive, shown and never alerted',
  },
  stoppedBot: { ar: 'ينتظر البوت', en: 'waits for the bot' },
  stoppedNobody: {
    ar: 'أُبلغ، ولم يكن لأحد أن يُنبَّه: تأتي به النشرة التالية لمن يريدها',
    en: 'told, and nobody was to be alerted: the next digest brings it to those who want it',
  },
  stoppedSending: { ar: 'رسائله في الطريق', en: 'its messages are on their way' },
  stoppedUndelivered: { ar: 'لم تصل أي رسالة عنه', en: 'no message about it arrived' },
  told: {
    ar: (chats: number) => `وصل إلى ${of('chat', chats)}`,
    en: (chats: number) => `reached ${en('chat', chats)}`,
  },
  notStored: {
    ar: (what: string) => `غير محفوظ: ${what}. لم تأتِ به خلاصة نتابعها، أو كان بلغة لا تُقرأ.`,
    en: (what: string) =>
      `Not stored: ${what}. No feed that we follow brought it, or it was in a language that is not read.`,
  },
  forgotten: {
    ar: (at: string) => `رأيناه في ${at} ولم يطابق؛ مقالات بلا مطابقة تُحفظ 90 يومًا`,
    en: (at: string) => `Seen on ${at} without a match; articles without one are kept for 90 days`,
  },
  nearNone: {
    ar: (host: string) => `لا نتابع خلاصة من موقعه ${host}.`,
    en: (host: string) => `No feed of its site, ${host}, is followed.`,
  },
  nearAdd: {
    ar: (command: string) => `تضيفها بالأمر: ${command}`,
    en: (command: string) => `To add it: ${command}`,
  },
  nearFeed: {
    ar: (outlet: string, id: number, address: string) => `نتابع من موقعه «${outlet}» ⁦(#${id})⁩: ${address}`,
    en: (outlet: string, id: number, address: string) => `Of its site we follow “${outlet}” (#${id}): ${address}`,
  },
  nearPaused: { ar: '  وهي موقوفة الآن', en: '  it is paused now' },
  nearGone: { ar: '  وهي خلاصة زالت', en: '  it is gone' },
  nearNever: { ar: '  لم تنجح زيارتها قط', en: '  no visit to it was ever answered' },
  nearLastGood: {
    ar: (at: string) => `  آخر زيارة ناجحة: ${at}`,
    en: (at: string) => `  last good visit: ${at}`,
  },
  nearLater: {
    ar: (day: string, added: string) => `  في عنوانه تاريخ ${day}، وأضيفت الخلاصة بعده في ${added}`,
    en: (day: string, added: string) => `  its address says ${day}; the feed was added later, on ${added}`,
  },
  nearNoVisits: {
    ar: (day: string) => `  لا زيارة محفوظة حول تاريخه ${day}: لم نزرها، أو مضت مدة حفظ الزيارات`,
    en: (day: string) => `  no visit around its day, ${day}, is kept: there was none, or it is too long ago`,
  },
  nearNoGood: {
    ar: (day: string) => `  لم تنجح أي زيارة حول تاريخه ${day}`,
    en: (day: string) => `  every visit around its day, ${day}, failed`,
  },
  nearGaps: {
    ar: (day: string, good: number) => `  الزيارات الناجحة حول تاريخه ${day}: ${good}، وربما فاتت أخبار بين زيارتين`,
    en: (day: string, good: number) =>
      `  good visits around its day, ${day}: ${good}, and items may have been missed between two`,
  },
  nearCovered: {
    ar: (day: string, good: number) =>
      `  الزيارات الناجحة حول تاريخه ${day}: ${good}، بلا فجوة؛ فلعله ليس في هذه الخلاصة، أو كان بلغة لا تُقرأ`,
    en: (day: string, good: number) =>
      `  good visits around its day, ${day}: ${good}, without a gap; perhaps it is not in this feed, or in a language that is not read`,
  },
  fetchHint: {
    ar: 'أضف ⁦--fetch⁩ لقراءة الصفحة وسؤال القواعد عنها.',
    en: 'Add --fetch to read the page and ask the rules about it.',
  },
  ifItCame: { ar: 'لو جاءت به خلاصة:', en: 'If a feed brought it:' },
  pageRobots: { ar: 'يطلب ⁦robots.txt⁩ ألا تُقرأ', en: 'robots.txt asks us not to read it' },
  pageWall: {
    ar: 'بدل المقال جدار (اشتراك أو دخول أو موافقة أو تحقق)',
    en: 'a wall instead of the article (subscription, login, consent or a check)',
  },
  pageNoArticle: { ar: 'لا مقال في الصفحة', en: 'there is no article on it' },
  pageNotRead: { ar: (why: string) => `لم تُقرأ الصفحة: ${why}`, en: (why: string) => `The page was not read: ${why}` },
  unknownAnchor: {
    ar: (name: string) => `لا كيان ولا مجموعة باسم ${name}`,
    en: (name: string) => `there is no entity or group "${name}"`,
  },
  neededLater: {
    ar: (edits: string) => `تعتمد عليه تعديلات لاحقة: ${edits}`,
    en: (edits: string) => `later edits rest on it: ${edits}`,
  },
})
