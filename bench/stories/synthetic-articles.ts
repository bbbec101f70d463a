// Articles composed from our own sentences, and what other houses make of them. Deterministic: one seed, one corpus.

export interface SyntheticArticle {
  /** What it is about: two articles with one subject may well be one story. */
  subject: string
  title: string
  summary: string
}

/** A small repeatable generator (mulberry32), so that every run measures the same texts. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const WHO = [
  'وزارة الخارجية الروسية',
  'حكومة طالبان',
  'جهاز الأمن الروسي',
  'المبعوث الروسي كابولوف',
  'المتحدث باسم طالبان',
  'وزير الخارجية متقي',
  'مصدر دبلوماسي في موسكو',
  'قائد شرطة كابل',
  'وفد من رجال الأعمال الروس',
  'سفير روسيا في كابل',
]
const WHAT = [
  'بحث التعاون في مواجهة داعش',
  'توقيع مذكرة لاستيراد القمح',
  'افتتاح خط جوي بين كابل وموسكو',
  'تفكيك خلية لداعش خراسان',
  'ملف الاعتراف الرسمي بالحكومة',
  'تدريب الشرطة على كشف المتفجرات',
  'تسليم مطلوبين فروا عبر الحدود',
  'إعادة تشغيل محطة كهرباء قديمة',
  'زيارة وفد برلماني إلى هرات',
  'الحد من تهريب المخدرات',
  'فتح مكتب تجاري في قندهار',
  'مساعدة المتضررين من الزلزال',
]
const DETAILS = [
  'وأوضح أن الاتصالات بين الطرفين تجري عبر قنوات ثابتة منذ سنوات',
  'ولم يكشف البيان تفاصيل أخرى عن جدول اللقاءات المقبلة',
  'وقال سكان في المنطقة إنهم سمعوا أصواتا قوية ورأوا سيارات تغادر المكان',
  'ويرى محللون أن الخطوة تعكس رغبة في توسيع المصالح المشتركة',
  'وحضر اللقاء ممثلون عن وزارات الزراعة والطاقة والنقل',
  'وأضاف أن لجنة مشتركة ستجتمع كل ثلاثة أشهر لمتابعة التنفيذ',
  'وتقول منظمات محلية إن الأوضاع المعيشية تزداد صعوبة مع الشتاء',
  'وكان الجانبان قد عقدا جولة سابقة انتهت دون إعلان نتائج',
  'ونشرت القناة الرسمية صورا للوفدين خلال مراسم الاستقبال',
  'وأشار إلى أن الشركات تنتظر ضمانات مصرفية قبل بدء العمل',
  'وشدد على أن أراضي البلاد لن تستخدم ضد أي دولة مجاورة',
  'وذكر شهود أن الطريق الرئيس أغلق ساعات قبل أن تعود الحركة',
  'واعتبر خبير في شؤون آسيا الوسطى أن النتائج تتوقف على التمويل',
  'ومن المقرر أن يعرض الاتفاق على البرلمان في دورته المقبلة',
  'وأفاد مراسلون بأن إجراءات مشددة فرضت حول الفندق',
  'ورحب تجار في السوق المركزية بالقرار وطالبوا بتخفيض الرسوم',
  'وتحدث مسؤول عن خطة لإنشاء مستودعات قرب المعبر الشمالي',
  'وقدمت الخارجية شكرها للدول التي سهلت وصول الفريق',
  'ورفضت البعثة الأممية التعليق قبل انتهاء المشاورات',
  'ويعود آخر لقاء على هذا المستوى إلى ربيع العام الماضي',
  'وحذر باحثون من أن غياب التنسيق يمنح المتشددين فرصة للعودة',
  'وأكد المجتمعون أهمية حماية المدنيين والعاملين في الإغاثة',
  'ولفت إلى أن عدد الطلاب الموفدين سيزيد في السنة المقبلة',
  'وطلب الوفد زيارة المناطق الجبلية التي تضررت من السيول',
]

function pick<Item>(list: readonly Item[], random: () => number): Item {
  return list[Math.floor(random() * list.length)] as Item
}

/** Different articles of one topic: `size` of them, each of five to eight sentences. */
export function syntheticArticles(size: number, seed: number): SyntheticArticle[] {
  const random = randomFrom(seed)
  return Array.from({ length: size }, () => {
    const [who, what] = [pick(WHO, random), pick(WHAT, random)]
    const details = [...DETAILS].sort(() => random() - 0.5).slice(0, 4 + Math.floor(random() * 4))
    return { subject: what, title: `${who}: ${what}`, summary: `أعلن ${who} اليوم ${what}. ${details.join('. ')}.` }
  })
}

/** Another house's version: a share of all words replaced by words of other articles, here and there one left out. */
export function rewrite(
  article: SyntheticArticle,
  share: number,
  vocabulary: readonly string[],
  random: () => number,
): SyntheticArticle {
  const change = (text: string) =>
    text
      .split(' ')
      .flatMap((word) => (random() >= share ? [word] : random() < 0.15 ? [] : [pick(vocabulary, random)]))
      .join(' ')
  return { subject: article.subject, title: change(article.title), summary: change(article.summary) }
}

/** The words that rewriting draws from: those of the details, which name no actor and no place. */
export const rewriteWords: readonly string[] = [...new Set(DETAILS.flatMap((detail) => detail.split(' ')))]
