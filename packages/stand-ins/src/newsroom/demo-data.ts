import type { NewsArticle, OutletOptions } from './outlet.ts'

/** The demo's outlets: every name is invented. */
export const DEMO_OUTLETS: readonly OutletOptions[] = [
  { name: 'al-ufuq', title: 'وكالة الأفق البعيد', format: 'rss' },
  { name: 'al-mina', title: 'صحيفة الميناء القديم', format: 'atom' },
  { name: 'al-jisr', title: 'قناة الجسر العائم', format: 'rss', charset: 'windows-1256' },
  { name: 'al-nakhil', title: 'شبكة النخيل الخبرية', format: 'rss' },
  { name: 'al-rimal', title: 'بوابة الرمال البيضاء', format: 'json' },
  { name: 'al-sur', title: 'مجلة السور العتيق', format: 'rdf', charset: 'windows-1256', charsetIn: 'declaration' },
  { name: 'al-wadi', title: 'مرصد الوادي الهادئ', format: 'atom' },
  { name: 'al-sarab', title: 'إذاعة السراب', format: 'rss' },
]

/** Says nothing new after the baseline, so its feed answers 304. */
export const QUIET_OUTLET = 'al-wadi'
/** Answers 500 at every visit. */
export const BROKEN_OUTLET = 'al-sarab'

/** What stood in the feeds before anybody looked. */
export const DEMO_BASELINE: readonly NewsArticle[] = [
  {
    title: 'أمطار متفرقة على الساحل حتى نهاية الأسبوع',
    summary: 'تتوقع الأرصاد أمطارًا خفيفة وانخفاضًا في الحرارة ليلًا.',
  },
  { title: 'افتتاح معرض الكتاب بمشاركة مئتي دار نشر', summary: 'يستمر المعرض عشرة أيام ويقدم برنامجًا للأطفال.' },
  { title: 'ارتفاع طفيف في أسعار الخضار بالأسواق المحلية', summary: 'عزا التجار الارتفاع إلى تأخر الشاحنات.' },
  { title: 'المنتخب يبدأ معسكره استعدادًا للتصفيات', summary: 'ضم المدرب أربعة وجوه جديدة إلى القائمة.' },
]

/** An article that must not match, and the trap that it sets. */
export interface Decoy {
  outlet: string
  trap: string
  article: NewsArticle
}

/** Articles that look like the topic and are not: the reader of a careless list of words would be told of each. */
export const DEMO_DECOYS: readonly Decoy[] = [
  {
    outlet: 'al-ufuq',
    trap: 'two students',
    article: {
      title: 'طالبان من جامعة بموسكو يفوزان بجائزة في الرياضيات',
      summary: 'نال الطالبان الجائزة الأولى بين مئة مشارك، وقال أحدهما إن روسيا وفرت لهما منحة كاملة.',
    },
  },
  {
    outlet: 'al-mina',
    trap: 'Talabani',
    article: {
      title: 'طالباني يستقبل السفير الروسي ويبحث معه التعاون الثقافي',
      summary: 'جرى اللقاء في السليمانية وتناول إقامة أسبوع للسينما الروسية.',
    },
  },
  {
    outlet: 'al-jisr',
    trap: 'cables',
    article: {
      title: 'انقطاع كابل بحري للإنترنت قبالة سواحل روسيا',
      summary: 'قالت الشركة المشغلة إن إصلاح الكابل يحتاج أسبوعين، وإن كابلات بديلة تحمل الحركة.',
    },
  },
  {
    outlet: 'al-nakhil',
    trap: 'Russia against ISIS in Syria',
    article: {
      title: 'غارات روسية على مواقع لتنظيم داعش في بادية حمص',
      summary: 'قال مصدر ميداني إن الطائرات الروسية استهدفت مغارات يتحصن فيها مسلحو التنظيم في سوريا.',
    },
  },
  {
    outlet: 'al-rimal',
    trap: 'Borussia',
    article: {
      title: 'بوروسيا دورتموند يقلب تأخره فوزًا في الوقت القاتل',
      summary: 'سجل بوروسيا هدفين في آخر خمس دقائق أمام جمهوره.',
    },
  },
  {
    outlet: 'al-sur',
    trap: 'Persian, not Arabic',
    article: {
      title: 'گفتگوی طالبان و روسیه درباره همکاری‌های مرزی در کابل',
      summary: 'مقام‌های دو کشور می‌گویند این گفتگوها ادامه خواهد یافت و هیئت روسی هفته آینده باز می‌گردد.',
    },
  },
  {
    outlet: 'al-ufuq',
    trap: 'banned-in-Russia boilerplate',
    article: {
      title: 'حركة طالبان (المحظورة في روسيا) تفتتح سدًا في هلمند',
      summary: 'قالت السلطات إن السد يروي آلاف الهكتارات ويولد الكهرباء لثلاث مديريات.',
    },
  },
  {
    outlet: 'al-mina',
    trap: 'the Pakistani Taliban',
    article: {
      title: 'الجيش الباكستاني يعلن مقتل تسعة من حركة طالبان باكستان',
      summary: 'وقع الاشتباك في شمال وزيرستان قرب الحدود، وصودرت أسلحة وذخائر.',
    },
  },
  {
    outlet: 'al-jisr',
    trap: 'a Soviet-era biography',
    article: {
      title: 'كتاب جديد يروي سيرة ضابط سوفييتي خدم في أفغانستان',
      summary: 'يستعيد المؤلف رسائل الضابط إلى أمه بين عامي 1981 و1984 ويصف حياة الثكنات.',
    },
  },
  {
    outlet: 'al-nakhil',
    trap: 'the United States and the Taliban only',
    article: {
      title: 'واشنطن وطالبان تبحثان تبادل السجناء في الدوحة',
      summary: 'قال متحدث أمريكي إن الجولة تناولت الملف القنصلي وحده، وإن وفد الحركة طلب مهلة.',
    },
  },
  {
    outlet: 'al-rimal',
    trap: 'two claimants',
    article: {
      title: 'ناديان روسيان مطالبان بسداد غرامة قبل بداية الموسم',
      summary: 'أمهل الاتحاد الناديين شهرًا، وإلا حُرما من قيد اللاعبين.',
    },
  },
  {
    outlet: 'al-sur',
    trap: 'Khorasan of old',
    article: {
      title: 'معرض لمخطوطات خراسان في العصر العباسي',
      summary: 'يضم المعرض أربعين مخطوطة في الطب والفلك جُمعت من مكتبات خاصة.',
    },
  },
  {
    outlet: 'al-ufuq',
    trap: 'ISIS in Iraq',
    article: {
      title: 'القوات العراقية تفكك خلية لداعش جنوب كركوك',
      summary: 'أسفرت العملية عن توقيف أربعة مطلوبين وضبط عبوات معدة للتفجير.',
    },
  },
  {
    outlet: 'al-mina',
    trap: 'a passing mention in a list',
    article: {
      title: 'جدول أعمال مجلس الأمن هذا الأسبوع',
      summary: 'يناقش المجلس ملفات ليبيا والسودان واليمن وأفغانستان، ويستمع إلى إحاطة عن حرب روسيا وأوكرانيا.',
    },
  },
  {
    outlet: 'al-jisr',
    trap: 'Russian wheat',
    article: {
      title: 'القمح الروسي يتراجع في البورصات للأسبوع الثالث',
      summary: 'يتوقع متعاملون أن يستمر الهبوط مع وفرة المحصول في حوض البحر الأسود.',
    },
  },
]
