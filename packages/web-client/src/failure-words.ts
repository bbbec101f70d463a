import type { NotAFeedReason } from '@rasid/core'
import type { FailureCode } from './failure.ts'
import type { ReadFailure } from './reader-process.ts'

/** Every code that a visit can end with, from the connection to the parser. */
export type TroubleCode = FailureCode | NotAFeedReason | ReadFailure | 'slow-down' | 'selectors-find-nothing'
/** A fetch failure, or a document that is no feed; more fields do no harm. */
export type Trouble =
  | { code: TroubleCode; status?: number; ours?: boolean }
  | { reason: TroubleCode; code?: never; status?: never; ours?: never }

export interface FailureWords {
  /** What happened, in one short line without a full stop. */
  what: string
  /** What the operator can do, or that nothing is needed. */
  next: string
}

/** [what, next] in Arabic, then in English; `{status}` becomes the HTTP status. */
type Texts = { ar: readonly [string, string]; en: readonly [string, string] }

// Next steps that several troubles share.
const WAIT = {
  ar: 'لا يلزم شيء الآن: سنعيد المحاولة على فترات أطول',
  en: 'Nothing to do now: it is tried again at growing intervals',
} as const
const CHECK_URL = {
  ar: 'افتح الرابط في المتصفح، ثم صحّحه أو ابحث عن الخلاصة من جديد في موقع الناشر',
  en: 'Open the address in a browser, then correct it or look for the feed again at the publisher’s site',
} as const
const REPLACE_URL = {
  ar: 'أضف الخلاصة من جديد برابط صحيح يبدأ بـ http أو https',
  en: 'Add the feed again with a right address that begins with http or https',
} as const
const WRITE_PUBLISHER = {
  ar: 'إن دام أكثر من يوم فراسل الناشر أو ابحث عن خلاصة أخرى له',
  en: 'If it lasts more than a day, write to the publisher or look for another feed of theirs',
} as const
const OUR_NETWORK = {
  ar: 'افحص اتصال الخادم بالشبكة؛ تُستأنف المتابعة وحدها عند عودته',
  en: 'Check the server’s own connection; polling resumes by itself when it is back',
} as const
const REPORT_BUG = {
  ar: 'أبلغ المشرفين برابط الخلاصة: هذا خلل عندنا',
  en: 'Report the feed’s address to the maintainers: this is a fault of ours',
} as const

const pair = (ar: string, en: string, next: { ar: string; en: string }): Texts => ({
  ar: [ar, next.ar],
  en: [en, next.en],
})

const TEXTS: Readonly<Record<TroubleCode, Texts>> = {
  'bad-url': pair('الرابط غير صالح', 'The address is not valid', REPLACE_URL),
  'scheme-refused': pair('الرابط ليس http ولا https', 'The address is neither http nor https', REPLACE_URL),
  'userinfo-refused': pair('في الرابط اسم مستخدم أو كلمة مرور', 'The address carries a user name or password', {
    ar: 'أضف الخلاصة برابط خالٍ منهما؛ لا نحفظ كلمات المرور',
    en: 'Add the feed with an address without them; passwords are not kept',
  }),
  'port-refused': pair('المنفذ غير مسموح (نسمح بـ 80 و443)', 'The port is not allowed (80 and 443 are)', {
    ar: 'استعمل الرابط المعتاد، أو أضف المضيف ومنفذه إلى RASID_ALLOW_HOSTS في إعداد الخادم',
    en: 'Use the ordinary address, or add host:port to RASID_ALLOW_HOSTS in the server’s settings',
  }),
  'address-refused': pair('الرابط يقود إلى عنوان داخلي غير عام', 'The address leads into a private network', {
    ar: 'تحقق من الرابط؛ وإن كان خادمًا لك فأضفه إلى RASID_ALLOW_HOSTS في إعداد الخادم',
    en: 'Check the address; if the host is yours, add it to RASID_ALLOW_HOSTS in the server’s settings',
  }),
  'host-not-found': pair('اسم الموقع غير موجود', 'The site’s name does not exist', CHECK_URL),
  'dns-failed': pair('تعذّر السؤال عن اسم الموقع (DNS)', 'The site’s name could not be looked up (DNS)', OUR_NETWORK),
  'no-route': pair('لا طريق إلى الموقع من خادمنا', 'There is no route to the site from our server', OUR_NETWORK),
  'connection-refused': pair('خادم الموقع يرفض الاتصال', 'The site’s server refuses connections', WAIT),
  'connection-reset': pair('قطع الموقع الاتصال قبل أن يجيب', 'The site cut the connection before answering', WAIT),
  'connect-timeout': pair(
    'لم يقبل الموقع الاتصال في الوقت المحدد',
    'The site did not accept a connection in time',
    WAIT,
  ),
  'tls-failed': pair(
    'شهادة الموقع أو تشفيره غير سليم (TLS)',
    'The site’s certificate or encryption is broken (TLS)',
    WRITE_PUBLISHER,
  ),
  'headers-timeout': pair('لم يبدأ الموقع بالجواب في الوقت المحدد', 'The site did not begin to answer in time', WAIT),
  timeout: pair('لم يكتمل الجواب في الوقت المحدد', 'The answer was not complete in time', WAIT),
  'too-slow': pair('الموقع بطيء جدًا', 'The site is far too slow', WAIT),
  'body-too-large': pair('الصفحة أكبر من الحد (10 ميغابايت)', 'The document is over the limit (10 MB)', {
    ar: 'ابحث عن خلاصة أصغر، كخلاصة قسم واحد من الموقع',
    en: 'Look for a smaller feed, such as that of one section',
  }),
  'ratio-too-high': pair(
    'ضغط مريب: المحتوى يتضخم عند فكه',
    'Suspicious compression: the content explodes when opened',
    WRITE_PUBLISHER,
  ),
  'headers-too-large': pair('ترويسات الجواب أكبر من الحد', 'The answer’s headers are over the limit', WRITE_PUBLISHER),
  'bad-response': pair('جواب الموقع مخالف لقواعد HTTP', 'The site’s answer breaks the rules of HTTP', WRITE_PUBLISHER),
  'bad-encoding': pair('تعذّر فك ضغط الجواب', 'The answer’s compression could not be undone', WRITE_PUBLISHER),
  'closed-early': pair('انقطع الجواب قبل تمامه', 'The answer broke off before its end', WAIT),
  'too-many-redirects': pair('تحويلات كثيرة من رابط إلى رابط', 'Too many redirects', CHECK_URL),
  'bad-redirect': pair('تحويل إلى رابط غير صالح', 'A redirect leads to no valid address', CHECK_URL),
  'proxy-failed': pair('الخادم الوكيل (proxy) لا يوصل إلى الموقع', 'The proxy does not reach the site', {
    ar: 'افحص إعداد HTTP_PROXY وHTTPS_PROXY على الخادم',
    en: 'Check HTTP_PROXY and HTTPS_PROXY on the server',
  }),
  'out-of-resources': pair('خادمنا بلغ حد الملفات أو الذاكرة', 'Our server is out of descriptors or memory', {
    ar: 'ارفع حدود الخادم (ulimit -n) أو قلّل عدد العمليات عليه',
    en: 'Raise the server’s limits (ulimit -n) or run less on it',
  }),
  aborted: pair('أُوقفت الزيارة قبل تمامها', 'The visit was called off', {
    ar: 'لا يلزم شيء: تُعاد الزيارة عند عودة الخدمة',
    en: 'Nothing to do: the visit is made again when the service is back',
  }),
  'http-401': pair('الموقع يطلب تسجيل دخول (401)', 'The site asks for a login (401)', {
    ar: 'ابحث عن خلاصة عامة للناشر؛ لا نزور الصفحات المغلقة',
    en: 'Look for a public feed of the publisher; closed pages are not visited',
  }),
  'http-403': pair('الموقع يحجبنا (403)', 'The site blocks us (403)', {
    ar: 'جرّب تعريفًا آخر (user agent) لهذه الخلاصة، أو اطلب من الناشر السماح لنا',
    en: 'Try another user agent for this feed, or ask the publisher to let us in',
  }),
  'http-404': pair('لا خلاصة في هذا الرابط (404)', 'There is no feed at this address (404)', CHECK_URL),
  'http-408': pair('الموقع مشغول ولم ينتظر طلبنا ({status})', 'The site was busy and did not wait ({status})', WAIT),
  'http-410': pair('أزال الناشر هذه الخلاصة نهائيًا (410)', 'The publisher removed this feed for good (410)', {
    ar: 'توقفت المتابعة؛ ابحث عن خلاصة بديلة في موقع الناشر',
    en: 'Polling has stopped; look for another feed at the publisher’s site',
  }),
  'http-451': pair('محجوب لأسباب قانونية (451)', 'Blocked for legal reasons (451)', {
    ar: 'لا يُتاح من بلد خادمنا؛ شغّل راصد من بلد آخر أو عبر خادم وكيل',
    en: 'It is not available from our server’s country; run Rasid elsewhere or behind a proxy',
  }),
  'http-4xx': pair('الموقع يرفض الطلب ({status})', 'The site refuses the request ({status})', CHECK_URL),
  'http-5xx': pair('عطل في خادم الموقع ({status})', 'The site’s server is failing ({status})', WAIT),
  'http-other': pair('جواب غير معتاد من الموقع ({status})', 'An unusual answer of the site ({status})', CHECK_URL),
  'slow-down': pair('يطلب الموقع أن نخفف الزيارات', 'The site asks us to come less often', {
    ar: 'لا يلزم شيء: ننتظر المدة التي طلبها',
    en: 'Nothing to do: we wait for as long as it asked',
  }),
  empty: pair('الصفحة فارغة', 'The document is empty', WRITE_PUBLISHER),
  'html-page': pair('صفحة HTML وليست خلاصة', 'An HTML page, not a feed', {
    ar: 'أرسل رابط الخلاصة نفسها، أو دعنا نبحث عنها من رابط الموقع',
    en: 'Send the address of the feed itself, or let it be looked for from the site’s address',
  }),
  'selectors-find-nothing': pair('لا أخبار في الصفحة حيث كانت', 'No items on the page where they were', {
    ar: 'لعل الموقع غيّر تصميمه: جرّب محددات أخرى بالأمر rasid feeds add-source',
    en: 'The site may have a new design: try other selectors with rasid feeds add-source',
  }),
  'robots-refuse': pair('ملف robots.txt يمنع هذه الصفحة', 'The site’s robots.txt closes this page', {
    ar: 'ابحث عن خلاصة عند الناشر أو راسله؛ نلتزم بما يطلبه',
    en: 'Look for a feed of the publisher or write to them; what they ask is kept to',
  }),
  'robots-unknown': pair('تعذرت قراءة ملف robots.txt في الموقع', 'The site’s robots.txt could not be read', WAIT),
  'sitemap-index': pair('فهرس خرائط للموقع وليس خلاصة', 'An index of sitemaps, not a feed', {
    ar: 'اختر منه خريطة الأخبار (news sitemap) وأضف رابطها',
    en: 'Pick the news sitemap from it and add its address',
  }),
  opml: pair('قائمة خلاصات (OPML) وليست خلاصة', 'A list of feeds (OPML), not a feed', {
    ar: 'استوردها بالأمر: rasid feeds import',
    en: 'Import it with: rasid feeds import',
  }),
  'json-not-a-feed': pair('ملف JSON ليس خلاصة', 'JSON that is no feed', CHECK_URL),
  'xml-not-a-feed': pair('ملف XML ليس خلاصة', 'XML that is no feed', CHECK_URL),
  'nested-too-deep': pair(
    'الخلاصة متداخلة تداخلًا غير معقول',
    'The document is nested beyond all reason',
    WRITE_PUBLISHER,
  ),
  binary: pair('ملف صور أو صوت أو غيرهما، وليس خلاصة', 'A picture, sound or other file, not a feed', CHECK_URL),
  text: pair('نص عادي وليس خلاصة', 'Plain text, not a feed', CHECK_URL),
  broken: pair('الخلاصة مكسورة ولا تُقرأ', 'The feed is broken beyond reading', WRITE_PUBLISHER),
  'read-timeout': pair(
    'استغرقت قراءة الخلاصة وقتًا غير معقول',
    'Reading the feed took unreasonably long',
    WRITE_PUBLISHER,
  ),
  'read-memory': pair(
    'قراءة الخلاصة تستهلك ذاكرة فوق الحد',
    'Reading the feed takes more memory than allowed',
    WRITE_PUBLISHER,
  ),
  'read-crashed': pair('تعطّل قارئ الخلاصات عند هذه الخلاصة', 'The feed reader fell over this feed', REPORT_BUG),
  'read-killed': pair('أُوقف قارئ الخلاصات قبل أن يتم القراءة', 'The feed reader was stopped before it was done', WAIT),
  'read-threw': pair('خلل في قارئ الخلاصات عند هذه الخلاصة', 'The feed reader has a fault with this feed', REPORT_BUG),
}

export const TROUBLE_CODES = Object.keys(TEXTS) as readonly TroubleCode[]

/** What an operator is told about a failed visit, and what to do next. An unknown code (an old row) is shown as it is. */
export function failureWords(trouble: Trouble, lang: 'ar' | 'en'): FailureWords {
  const code = trouble.code ?? trouble.reason
  const [what, next] = TEXTS[code]?.[lang] ?? [code, WAIT[lang]]
  const known = what.replace(' ({status})', trouble.status === undefined ? '' : ` (${trouble.status})`)
  return { what: known, next }
}
