import { count } from './count.ts'
import type { Noun } from './nouns.ts'
import { textRows } from './text-rows.ts'

const ar = (noun: Noun, n: number) => count('ar', noun, n)
const en = (noun: Noun, n: number) => count('en', noun, n)

/** The maintainers' page beyond its first one: search, articles, feeds, messages, charts, live updates. */
export const pageTexts = textRows({
  // A story and its articles.
  article: { ar: 'مقال', en: 'Article' },
  articleNumber: { ar: (id: number) => `مقال ⁦#${id}⁩`, en: (id: number) => `Article #${id}` },
  explainArticle: { ar: 'لماذا، وماذا صار إليه', en: 'Why, and what became of it' },
  whyVerdict: { ar: 'لماذا هذا الحكم', en: 'Why this verdict' },
  trail: { ar: 'طريقه حتى الآن', en: 'Its way so far' },
  toStory: { ar: 'إلى قصته', en: 'To its story' },
  noSuchArticle: {
    ar: 'لا مقال بهذا الرقم، أو لم يعد محفوظًا.',
    en: 'There is no such article, or it is no longer kept.',
  },
  addsFirst: { ar: 'أول من نشر', en: 'The first to publish' },
  addsSame: { ar: (outlet: string) => `النص نفسه عند ⁨${outlet}⁩`, en: (outlet: string) => `The same text as ⁨${outlet}⁩` },
  addsLittle: { ar: 'بألفاظ أخرى، بلا جملة جديدة', en: 'In other words, without a new sentence' },
  adds: { ar: 'أضاف:', en: 'Adds:' },
  addsCore: { ar: 'به صارت القصة أساسية', en: 'With it the story became core' },

  // Search.
  searchTitle: { ar: 'البحث', en: 'Search' },
  filters: { ar: 'تضييق البحث', en: 'Narrow it' },
  anyTier: { ar: 'كل الدرجات', en: 'Any tier' },
  coreOnly: { ar: 'الأساسي فقط', en: 'Core only' },
  relatedOnly: { ar: 'ذو الصلة فقط', en: 'Related only' },
  entity: { ar: 'الكيان', en: 'Entity' },
  anyEntity: { ar: 'أي كيان', en: 'Any entity' },
  outlet: { ar: 'الوسيلة', en: 'Outlet' },
  from: { ar: 'وصل منذ', en: 'Seen since' },
  to: { ar: 'حتى', en: 'Until' },
  order: { ar: 'الترتيب', en: 'Order' },
  recent: { ar: 'الأحدث أولًا', en: 'Newest first' },
  relevance: { ar: 'الأوفق أولًا', en: 'Best first' },
  olderMatches: { ar: 'مطابقات أقدم', en: 'Older matches' },
  moreMatches: { ar: 'مطابقات أخرى', en: 'More matches' },
  fromStart: { ar: 'من البداية', en: 'From the start' },
  badParam: {
    ar: (name: string) => `لم يُؤخذ بهذا من العنوان: ⁨${name}⁩`,
    en: (name: string) => `Left aside from the address: ⁨${name}⁩`,
  },
  badCursor: {
    ar: 'هذه الصفحة من بحث آخر؛ تبدأ القائمة من أولها.',
    en: 'That page belongs to another search; the list begins anew.',
  },
  nothingFits: { ar: 'لا مطابقة محفوظة توافق هذا.', en: 'No stored match fits.' },
  helpTitle: { ar: 'كيف أكتب البحث؟', en: 'How to write a search' },
  helpWords: {
    ar: 'كل الكلمات معًا، بأي رسم: داعش تجد الدواعش ولداعش',
    en: 'all the words, in any spelling: داعش finds الدواعش and لداعش',
  },
  helpPhrase: { ar: 'عبارة بحروفها', en: 'a phrase' },
  helpPrefix: { ar: 'ما يبدأ بهذا', en: 'what begins so' },
  helpExclude: { ar: 'من دون هذه الكلمة', en: 'without this word' },
  helpEntity: { ar: 'يذكر هذا الكيان بأي من ألفاظه', en: 'speaks of this entity, by any of its aliases' },
  helpOutlet: { ar: 'من هذه الوسيلة', en: 'of this outlet' },
  helpFrom: { ar: 'وصل في الأيام السبعة الأخيرة؛ أو تاريخ', en: 'seen in the last seven days; or a date' },

  // Feeds.
  feedNumber: { ar: (id: number) => `خلاصة ⁦#${id}⁩`, en: (id: number) => `Feed #${id}` },
  noSuchFeed: { ar: 'لا خلاصة بهذا الرقم.', en: 'There is no such feed.' },
  allFeeds: { ar: 'كل الخلاصات', en: 'All feeds' },
  lastVisits: { ar: 'آخر الزيارات', en: 'Last visits' },
  noVisits: { ar: 'لم تُزر بعد.', en: 'Not visited yet.' },
  visitAt: { ar: 'الوقت', en: 'When' },
  visitOutcome: { ar: 'النتيجة', en: 'Outcome' },
  visitItems: { ar: 'الأخبار', en: 'Items' },
  visitNew: { ar: 'الجديد', en: 'New' },
  visitMatched: { ar: 'المطابق', en: 'Matched' },
  visitNote: { ar: 'ملاحظة', en: 'Note' },
  fetched: { ar: 'جُلبت', en: 'fetched' },
  unchanged: { ar: 'لم تتغير', en: 'unchanged' },
  slowDown: { ar: 'طلبت التمهل', en: 'asked to slow down' },
  failedVisit: { ar: 'تعثرت', en: 'failed' },
  notAFeed: { ar: 'ليست خلاصة', en: 'not a feed' },
  gap: { ar: 'فجوة', en: 'gap' },
  gapExplained: {
    ar: 'الفجوة زيارة لا يجمعها بما قبلها أي خبر: ربما فات شيء بينهما.',
    en: 'A gap is a visit that has no item in common with the one before: something between them may have been missed.',
  },
  gapsWeek: { ar: (n: number) => `${ar('gap', n)} في أسبوع`, en: (n: number) => `${en('gap', n)} in a week` },
  brought30: {
    ar: (items: number, matches: number) => {
      if (items === 0) return 'لا أخبار منها في ثلاثين يومًا'
      return `في ثلاثين يومًا: ${ar('item', items)}، ${matches === 0 ? 'ولا مطابقة' : `منها ${ar('match', matches)}`}`
    },
    en: (items: number, matches: number) =>
      items === 0
        ? 'No items in thirty days'
        : `In thirty days: ${en('item', items)}, ${en('match', matches)} among them`,
  },
  silentSince: { ar: 'صامتة على غير عادتها منذ', en: 'Unusually silent since' },
  address: { ar: 'العنوان', en: 'Address' },
  health: { ar: 'الحال', en: 'Health' },
  interval: { ar: 'تُزار كل', en: 'Visited every' },
  addedBy: { ar: 'أضافها', en: 'Added by' },
  lastNew: { ar: 'آخر خبر جديد', en: 'Last new item' },
  pause: { ar: 'أوقفها', en: 'Pause' },
  resume: { ar: 'استأنفها', en: 'Resume' },
  check: { ar: 'افحصها الآن', en: 'Check now' },
  operateHint: { ar: 'الإيقاف والفحص لمن له صلاحية التشغيل.', en: 'Pausing and checking need the right to operate.' },

  // Messages.
  messages: { ar: 'الرسائل', en: 'Messages' },
  messagesSum: { ar: 'التسليم الآن', en: 'Deliveries now' },
  held: {
    ar: (reason: string) => `التسليم موقوف: يرفض تيليغرام رمز البوت (⁨${reason}⁩). لا يضيع شيء؛ كل مستحق يُرسل حين يعود.`,
    en: (reason: string) =>
      `Deliveries are held: Telegram refuses the bot’s token (⁨${reason}⁩). Nothing is lost; all that is owed is sent once it works again.`,
  },
  heldSince: { ar: 'منذ', en: 'since' },
  undelivered: {
    ar: (n: number) => `${ar('message', n)} لم تصل في اليوم الأخير`,
    en: (n: number) => `${en('message', n)} could not be delivered in the last day`,
  },
  stateOwed: { ar: 'مستحقة', en: 'Owed' },
  stateSending: { ar: 'قيد الإرسال', en: 'Being sent' },
  stateUnknown: { ar: 'لا يُعرف أوصلت', en: 'Perhaps sent' },
  stateDead: { ar: 'لم تُرسل', en: 'Not sent' },
  stateSent: { ar: 'أُرسلت', en: 'Sent' },
  lastDay: { ar: 'في يوم', en: 'in a day' },
  markedTwice: { ar: 'ربما مكررة', en: 'perhaps twice' },
  allStates: { ar: 'الكل', en: 'All' },
  noMessages: { ar: 'لا رسائل هنا.', en: 'No messages here.' },
  olderMessages: { ar: 'رسائل أقدم', en: 'Older messages' },
  toChat: { ar: 'إلى', en: 'To' },
  notBefore: { ar: 'لا قبل', en: 'not before' },
  attempts: { ar: (n: number) => ar('attempt', n), en: (n: number) => en('attempt', n) },
  nobody: { ar: 'محادثة بلا اسم', en: 'a chat without a name' },

  // Charts.
  charts: { ar: 'الرسوم', en: 'Charts' },
  lastDays: { ar: (n: number) => `آخر ${ar('day', n)}`, en: (n: number) => `The last ${en('day', n)}` },
  asTable: { ar: 'الأرقام في جدول', en: 'The figures as a table' },
  day: { ar: 'اليوم', en: 'Day' },
  precision: { ar: 'الدقة من آراء القراء', en: 'Precision, by what readers say' },
  precisionNone: {
    ar: 'لم يصوّت أحد بعد: الأزرار 👍 و👎 على بطاقة القصة في البوت.',
    en: 'Nobody has voted yet: the buttons 👍 and 👎 are on a story’s card in the bot.',
  },
  wanted: { ar: 'أرادوها', en: 'Wanted' },
  votes: { ar: 'الأصوات', en: 'Votes' },
  share: { ar: 'النسبة', en: 'Share' },

  // Live updates.
  newStories: { ar: (n: number) => `جديد: ${ar('story', n)}`, en: (n: number) => `New: ${en('story', n)}` },
  showNew: { ar: 'اعرضها', en: 'Show' },
})
