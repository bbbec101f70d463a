import { foldArabic } from '../arabic/index.ts'

/** A kind of happening, and the folded words (clitics off) that tell of it. `weight`: how much sharing it says. */
export interface Concept {
  id: string
  weight: number
  words: RegExp
  /** What cannot be the same event when one headline says this and the other that. */
  against?: string
  /** What is dealt with (oil, refugees …): two headlines that deal with different things tell different events. */
  subject?: true
}

function concept(id: string, weight: number, words: string, against?: string): Concept {
  const made: Concept = { id, weight, words: new RegExp(`^(?:${foldArabic(words)})`, 'u') }
  return against ? { ...made, against } : made
}

function subject(id: string, weight: number, words: string): Concept {
  return { ...concept(id, weight, words), subject: true }
}

/** Synonyms that outlets choose between for one event. Patterns are folded like the text and run on words without clitics,
 *  from the start of the word; $ ends it. */
export const concepts: readonly Concept[] = [
  concept(
    'attack',
    1,
    'هجوم|هجمات|هاجم|[يت]هاجم|تفجير|انفجار|اعتداء|استهداف|[يت]?ستهدف|استهدف|فجر|[يت]فجر|انتحاري|مفخخه|مسلحون|مسلحين|اقتح|[يت]قتح|رصاص|اطلاق$|[يت]طلق',
  ),
  concept('strike', 1, 'قصف|[يت]قصف|غاره|غارات|ضربه|ضربات'),
  concept('clash', 1, 'اشتباك|[يت]شتبك|معارك|معركه|مواجهات|قتال'),
  concept(
    'dead',
    0.8,
    'مقتل|قتيل|قتلي|قتل|[يت]قتل|ضحايا|ضحيه|مصرع|وفاه|سقوط|حصيله|قضاء|[يت]قضي|قضت|تصفيه|اغتيال|اغتا|[يت]غتال',
  ),
  concept('hurt', 0.5, 'جريح|جرحي|اصابه|مصاب|اصيب'),
  concept('arrest', 1, 'اعتقال|اعتقل|[يت]عتقل|توقيف|[يت]وقف|اوقف|القبض|ضبط|[يت]ضبط|احتجاز|[يت]حتجز', 'release'),
  concept('release', 1, 'افراج|[يت]?فرج|افرج|اطلاق سراح|سراح|تحرير رهائن', 'arrest'),
  subject('execute', 1, 'اعدام|[يت]عدم|اعدم'),
  concept('trial', 1, 'محاكم|حكم|سجن|حكمت|ادان[هت] محكمه|السجن|مؤبد'),
  concept('foil', 1, 'احباط|[يت]حبط|احبط|افشل|[يت]فشل|افشال'),
  concept('claim', 1, 'تبن[يت]|[يت]تبني|اعلن مسؤوليته|مسؤوليته|مسؤوليتها', 'deny'),
  concept('accuse', 1, 'اتهم|[يت]تهم|اتهام|مزاعم|زعم|[يت]زعم'),
  concept('deny', 1, 'نف[يت]$|نفت|[يت]نفي|[يت]نفون|نفي|انكر|[يت]نكر|[يت]كذب|تكذيب'),
  concept('condemn', 1, 'ادان|[يت]دين|ندد|[يت]ندد|تنديد|استنكر|[يت]ستنكر|شجب'),
  concept('warn', 1, 'حذر|[يت]حذر|تحذير|تنذر|قلق|خطر|مخاطر|مخاوف'),
  concept('invite', 1, 'دع[اوت]$|دعت|[يت]دعو|دعوه'),
  concept('urge', 0.8, 'حث|[يت]حث|طالب|[يت]طالب$|مطالب|ناشد|[يت]ناشد'),
  concept(
    'talks',
    0.6,
    'محادث|مباحث|تباحث|[يت]?بحث|بحث|[يت]بحثان|التق|[يت]لتقي|لقاء|لقا$|اجتماع|[يت]?جتمع|اجتمع|مشاور|[يت]تشاور|جوله|حوار|مفاوض|[يت]فاوض|[يت]ناقش|ناقش|استقبل|[يت]ستقبل',
  ),
  concept('visit', 0.8, 'زار|[يت]زور|زياره|وصل|[يت]صل|وصول|وفد'),
  concept('recognise', 1, 'اعتراف|اعترف|[يت]عترف'),
  concept('delist', 0.5, 'رفع|[يت]رفع|شطب|[يت]شطب|حذف|[يت]حذف|[يت]زيل|ازال|ازاله|الغاء|[يت]لغي|الغت|الغي', 'impose'),
  concept('impose', 1, 'فرض|[يت]فرض|ادراج|[يت]درج|ادرج|حظرت|[يت]حظر$', 'delist'),
  subject('sanctions', 1, 'عقوب'),
  concept('terrorlist', 0.3, 'قائمه|قوائم|لائحه|لوائح'),
  concept('suspend', 0.5, 'تعليق|[يت]علق|علق'),
  concept('ban', 0.3, 'حظر|الحظر'),
  subject('arm', 1, 'سلاح|اسلحه|تسليح|[يت]سلح|تزويد|[يت]زود|زود'),
  concept('fund', 1, 'تمويل|[يت]مول|مول'),
  subject('trade', 1, 'تجار|اقتصاد|استثمار|تبادل تجاري'),
  subject('energy', 1, 'نفط|غاز|وقود|بنزين|خط انابيب|كهرباء'),
  subject('grain', 1, 'قمح|حبوب|غذاء|دقيق'),
  subject('drugs', 1, 'مخدرات|افيون|خشخاش|هيروين'),
  concept('counterterror', 0.6, 'ارهاب|مكافحه|محاربه|محاربته'),
  subject('refugees', 1, 'لاجئ|لاجي|لاجء|ترحيل|[يت]رحل|نازح|عوده اللاج'),
  subject('women', 1, 'نساء|مراه|فتيات|بنات|تعليم البنات'),
  concept('envoy', 0.8, 'سفير|سفاره|اوراق اعتماد|مبعوث|دبلوماس|قنصل'),
  concept('sign', 1, 'وقع$|وقعت|[يت]وقع|توقيع|اتفاق|مذكره|تفاهم'),
  concept('border', 0.8, 'حدود|معبر|[يت]غلق|اغلاق|[يت]فتح|فتح'),
  subject('drill', 1, 'مناورات|تدريبات|تمرين'),
  concept('withdraw', 1, 'انسحاب|[يت]نسحب|انسحب|خروج'),
  concept('join', 1, 'انضم|[يت]نضم|انضمام', 'withdraw'),
  subject('quake', 1, 'زلزال|هزه'),
  subject('flood', 1, 'فيضان|سيول'),
  concept('vote', 1, 'صوت|[يت]صوت|تصويت|اقتراع|انتخاب'),
  concept('agree', 0.8, 'وافق|[يت]وافق|موافقه|قبل|[يت]قبل|[يت]تسلم|تسلم', 'refuse'),
  concept('allow', 0.5, 'سمح|[يت]سمح|اتاح|[يت]تيح|اجاز|[يت]جيز'),
  concept('refuse', 0.8, 'رفض|[يت]رفض|رافض', 'agree'),
  concept('support', 0.8, 'دعم|[يت]دعم|مسانده|مساعد|[يت]ساعد'),
  concept('cooperate', 0.8, 'تعاون|[يت]تعاون|شراكه|تنسيق'),
  concept('mourn', 1, 'تشييع|جنازه|عزاء|حداد|تعاز'),
  concept('summit', 0.8, 'قمه|مؤتمر|منتدي|صيغه|استضاف|[يت]ستضيف|انعقاد|[يت]عقد'),
]

const FAMILIES = [
  ['attack', 'strike', 'clash', 'dead', 'hurt'],
  ['talks', 'visit', 'summit', 'envoy'],
  ['invite', 'urge'],
  ['ban', 'suspend', 'delist', 'terrorlist'],
  ['support', 'cooperate'],
  ['sign', 'agree'],
]

/** Whether two kinds of happening are often both true of one event, so that headlines choose between them. */
export function sameFamily(a: string, b: string): boolean {
  return a === b || FAMILIES.some((family) => family.includes(a) && family.includes(b))
}
