import { type CountOptions, count } from './count.ts'
import { textRows } from './text-rows.ts'

/** What the bot says to subscribers. */
export const botTexts = textRows({
  welcome: {
    ar: 'راصد يتابع أخبار روسيا وطالبان وداعش في أفغانستان من المصادر العربية.\nالنشرة كل يوم في 08:00 بتوقيت الرياض، والقصص الأساسية فور وصولها.',
    en: 'Rasid follows Russia, the Taliban and ISIS in Afghanistan in Arabic sources.\nA digest every day at 08:00 Riyadh time, core stories as they come.',
  },
  welcomeAt: {
    ar: (topic: string, time: string, city: string) =>
      `راصد يتابع «${topic}» في المصادر العربية.\nالنشرة كل يوم في ${time} بتوقيت ${city}، والقصص الأساسية فور وصولها.`,
    en: (topic: string, time: string, city: string) =>
      `Rasid follows “${topic}” in Arabic sources.\nA digest every day at ${time} ${city} time, core stories as they come.`,
  },
  latestButton: { ar: 'آخر القصص', en: 'Latest stories' },
  settingsButton: { ar: 'الإعدادات', en: 'Settings' },
  helpButton: { ar: 'المساعدة', en: 'Help' },
  olderButton: { ar: 'الأقدم', en: 'Older' },
  newerButton: { ar: 'الأحدث', en: 'Newer' },
  helpTitle: { ar: 'الأوامر', en: 'Commands' },
  operatorHelpTitle: { ar: 'أوامر المشغّلين', en: 'Operators’ commands' },
  stopped: {
    ar: 'أُوقف الاشتراك. لن يصلك شيء حتى ترسل ⁦/start⁩ من جديد.',
    en: 'Stopped. Nothing will come until you send /start again.',
  },
  alreadySubscribed: { ar: 'أنت مشترك بالفعل.', en: 'You are subscribed already.' },
  forOperators: { ar: 'هذا الأمر للمشغّلين.', en: 'This command is for operators.' },
  forAdmins: { ar: 'هذا الأمر لمشرفي المجموعة.', en: 'This command is for the group’s admins.' },
  unknownCommand: {
    ar: 'لا أعرف هذا الأمر. أرسل ⁦/help⁩ لترى الأوامر.',
    en: 'I do not know this command. Send /help to see the commands.',
  },
  failed: {
    ar: 'تعذّر ذلك الآن. لم يتغيّر شيء؛ أعد المحاولة بعد دقيقة.',
    en: 'That did not work just now. Nothing has changed; try again in a minute.',
  },
  storyGone: { ar: 'لم تعد هذه القصة محفوظة.', en: 'This story is no longer kept.' },
  voteThanks: { ar: 'شكرًا، سُجّل رأيك.', en: 'Thank you, your vote is saved.' },
  searchNeedsWords: {
    ar: 'اكتب الكلمات بعد الأمر، مثل: ⁦/search⁩ كابولوف',
    en: 'Write the words after the command, for example: /search كابولوف',
  },
  asYourself: {
    ar: 'أنت تكتب باسم المجموعة. اكتب الأمر بحسابك أنت لأعرف من يطلبه.',
    en: 'You write as the group. Send the command as yourself, so that I know who asks.',
  },
  saved: { ar: 'حُفظ.', en: 'Saved.' },
  oldButton: {
    ar: 'هذا الزر قديم. أرسل ⁦/latest⁩ أو ⁦/settings⁩ من جديد.',
    en: 'This button is old. Send /latest or /settings again.',
  },
  rehearsal: { ar: 'تجربة: لا شيء يصل إلى تيليغرام', en: 'Rehearsal: nothing reaches Telegram' },
})

/** One line a command, for Telegram's menu and /help. Telegram allows 1–256 characters. */
export const commandTexts = textRows({
  start: { ar: 'اشترك وتلقَّ نموذجًا من النشرة', en: 'Subscribe and get a sample digest' },
  stop: { ar: 'أوقف الاشتراك', en: 'Stop the subscription' },
  latest: { ar: 'آخر القصص', en: 'Latest stories' },
  search: { ar: 'ابحث في القصص', en: 'Search the stories' },
  settings: { ar: 'اللغة والمواعيد والتنبيهات', en: 'Language, hours and alerts' },
  help: { ar: 'الأوامر وشرحها', en: 'The commands' },
  sub: { ar: 'اشترك لقناة أنت مشرفها', en: 'Subscribe a channel that you run' },
  addfeed: { ar: 'أضف خلاصة', en: 'Add a feed' },
  feeds: { ar: 'الخلاصات وحالها', en: 'Feeds and their health' },
  import: { ar: 'استورد خلاصات من ملف OPML', en: 'Import feeds from OPML' },
  export: { ar: 'صدّر الخلاصات إلى ملف OPML', en: 'Export feeds to OPML' },
  topic: { ar: 'ألفاظ الموضوع وقواعده', en: 'The topic’s words and rules' },
  operators: { ar: 'المشغّلون', en: 'Operators' },
  ops: { ar: 'اجعل هذه محادثة المشغّلين', en: 'Make this the operators’ chat' },
  claim: { ar: 'صِر أول مشغّل برمز من الطرفية', en: 'Become the first operator by the terminal’s code' },
  stats: { ar: 'أرقام المطابقات والتسليم', en: 'Figures of matches and deliveries' },
  health: { ar: 'حال المصادر والتسليم', en: 'Health of feeds and deliveries' },
  broadcast: { ar: 'رسالة إلى كل المشتركين', en: 'A message to all subscribers' },
  page: { ar: 'رابط الدخول إلى صفحة الصيانة', en: 'A link to the maintainers’ page' },
})

/** What the bot says to operators. */
export const operatorTexts = textRows({
  claimed: { ar: 'أنت الآن مشغّل راصد.', en: 'You are now Rasid’s operator.' },
  wrongCode: {
    ar: 'الرمز غير صحيح أو انتهت صلاحيته. الرمز الجديد مطبوع في الطرفية.',
    en: 'The code is wrong or no longer valid. A fresh one is printed in the terminal.',
  },
  tooManyTries: {
    ar: 'محاولات كثيرة خاطئة. انتظر ربع ساعة ثم أعد المحاولة.',
    en: 'Too many wrong tries. Wait a quarter of an hour, then try again.',
  },
  claimNeedsCode: {
    ar: 'اكتب الرمز المطبوع في الطرفية بعد الأمر، مثل: ⁦/claim 123456⁩',
    en: 'Write the code from the terminal after the command, for example: /claim 123456',
  },
  claimInPrivate: {
    ar: 'أرسل الرمز في محادثة خاصة معي، لا أمام الآخرين.',
    en: 'Send the code in a private chat with me, not before others.',
  },
  checkingFeed: { ar: 'أفحص العنوان…', en: 'Looking at the address…' },
  addThis: { ar: 'أضف هذه الخلاصة', en: 'Add this feed' },
  doNotAdd: { ar: 'لا تضفها', en: 'Do not add it' },
  notAdded: { ar: 'لم تُضف.', en: 'Not added.' },
  feedPreview: { ar: (name: string) => `خلاصة وُجدت: ${name}`, en: (name: string) => `Found a feed: ${name}` },
  feedFacts: {
    ar: (format: string, charset: string, items: number, arabic: string, options: CountOptions) =>
      `الصيغة ${format}، الترميز ${charset}، ${count('ar', 'item', items, options)}، العربي منها ${arabic}`,
    en: (format: string, charset: string, items: number, arabic: string, options: CountOptions) =>
      `Format ${format}, charset ${charset}, ${count('en', 'item', items, options)}, Arabic ${arabic}`,
  },
  firstItems: { ar: 'أول ما فيها', en: 'Its first items' },
  wouldMatch: {
    ar: (matches: number, options: CountOptions) => `يطابق الموضوع منها: ${count('ar', 'item', matches, options)}`,
    en: (matches: number, options: CountOptions) => `On the topic: ${count('en', 'match', matches, options)}`,
  },
  alertsADay: {
    ar: (alerts: string) => `كانت ستأتي منها تنبيهات في اليوم: ${alerts}`,
    en: (alerts: string) => `Alerts a day that it would have brought: ${alerts}`,
  },
  knownItems: {
    ar: (items: number, options: CountOptions) => `معروف من خلاصات أخرى: ${count('ar', 'item', items, options)}`,
    en: (items: number, options: CountOptions) => `Known from other feeds: ${count('en', 'item', items, options)}`,
  },
  otherFeeds: { ar: 'خلاصات أخرى في الموقع', en: 'Other feeds of the site' },
  staleConfirmation: {
    ar: 'انتهت مهلة هذا التأكيد (15 دقيقة) أو نُفّذ من قبل. أعد الأمر.',
    en: 'This confirmation has expired (15 minutes) or was used. Send the command again.',
  },
  notYourConfirmation: { ar: 'يؤكد هذا من طلبه.', en: 'Only the person who asked can confirm this.' },
  feedsTitle: {
    ar: (feeds: number, options: CountOptions) => `الخلاصات: ${count('ar', 'feed', feeds, options)}`,
    en: (feeds: number, options: CountOptions) => `Feeds: ${count('en', 'feed', feeds, options)}`,
  },
  feedHealthy: { ar: 'سليمة', en: 'healthy' },
  feedNew: { ar: 'لم تُزر بعد', en: 'not visited yet' },
  feedUnanswered: { ar: 'زيرت ولم نصل إليها بعد', en: 'visited, not reached yet' },
  feedPaused: { ar: 'موقوفة', en: 'paused' },
  feedRemovedByPublisher: { ar: 'أزالها ناشرها (410)', en: 'removed by its publisher (410)' },
  feedFailing: { ar: (what: string) => `متعثرة: ${what}`, en: (what: string) => `failing: ${what}` },
  lastSuccess: { ar: (when: string) => `آخر نجاح: ${when}`, en: (when: string) => `last success: ${when}` },
  nextVisit: { ar: (when: string) => `الزيارة التالية: ${when}`, en: (when: string) => `next visit: ${when}` },
  pause: { ar: 'أوقفها', en: 'Pause' },
  resume: { ar: 'استأنفها', en: 'Resume' },
  checkNow: { ar: 'افحصها الآن', en: 'Check now' },
  remove: { ar: 'احذفها', en: 'Remove' },
  reallyRemove: { ar: 'نعم، احذفها', en: 'Yes, remove it' },
  keep: { ar: 'أبقِها', en: 'Keep it' },
  removeQuestion: {
    ar: (name: string) => `أتحذف الخلاصة «${name}»؟ تبقى مقالاتها المحفوظة، وتتوقف زيارتها.`,
    en: (name: string) => `Remove the feed “${name}”? Its stored articles stay, its visits end.`,
  },
  removed: { ar: 'حُذفت الخلاصة.', en: 'The feed is removed.' },
  feedGone: { ar: 'لم تعد هذه الخلاصة موجودة.', en: 'This feed is no longer there.' },
  checkQueued: { ar: 'ستُزار الآن.', en: 'It will be visited now.' },
  secondInstance: {
    ar: 'نسخة أخرى من راصد تستعمل رمز البوت نفسه. أبقِ واحدة فقط؛ هذه تنتظر حتى تتوقف الأخرى.',
    en: 'Another instance of Rasid uses the same bot token. Keep only one; this one waits until the other stops.',
  },
  opsHere: {
    ar: 'هذه الآن محادثة المشغّلين: تصلها أعطال الخلاصات والتسليم.',
    en: 'This is now the operators’ chat: it hears of broken feeds and deliveries.',
  },
  feedAdded: {
    ar: (name: string, items: number, options: CountOptions) =>
      `أُضيفت الخلاصة «${name}»، وفيها ${count('ar', 'item', items, options)}.`,
    en: (name: string, items: number, options: CountOptions) =>
      `Added the feed “${name}” with ${count('en', 'item', items, options)}.`,
  },
  feedKnown: { ar: 'هذه الخلاصة مضافة من قبل.', en: 'This feed is known already.' },
  notAFeed: {
    ar: 'لم أجد خلاصة في هذا العنوان. جرّب عنوان الصفحة الرئيسية للموقع، أو رابط RSS إن كان معروفًا.',
    en: 'No feed at this address. Try the site’s front page, or its RSS link if you know it.',
  },
  addFeedNeedsUrl: {
    ar: 'اكتب العنوان بعد الأمر، مثل: ⁦/addfeed https://example.org⁩',
    en: 'Write the address after the command, for example: /addfeed https://example.org',
  },
  noFeeds: { ar: 'لا خلاصات بعد.', en: 'No feeds yet.' },
})
