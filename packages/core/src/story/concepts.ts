import { foldArabic } from '../arabic/index.ts'

/** A kind of happening, and the folded words (clitics off) that tell of it. `weight`: how much sharing it says. */
export interface Concept {
  id: string
  weight: number
  words: RegExp
  /** What cannot be the same event when one headline says this and the other that. */
  against?: string
}

function concept(id: string, weight: number, words: string, against?: string): Concept {
  const made: Concept = { id, weight, words: new RegExp(`^(?:${foldArabic(words)})`, 'u') }
  return against ? { ...made, against } : made
}

/** Synonyms that outlets choose between for one event. Patterns are folded like the text and run on words without clitics,
 *  from the start of the word; $ ends it. */
export const concepts: readonly Concept[] = [
  concept(
    'attack',
    1,
    'هجوم|هجمات|هاجم|[يت]هاجم|تفجير|انفجار|اعتداء|استهداف|[يت]?ستهدف|استهدف|فجر|[يت]فجر|انتحاري|مفخخه|عمليه انتحاريه',
  ),
  concept('strike', 1, 'قصف|[يت]قصف|غاره|غارات|ضربه|ضربات'),
  concept('clash', 1, 'اشتباك|[يت]شتبك|معارك|معركه|مواجهات|قتال'),
  concept('dead', 0.8, 'مقتل|قتيل|قتلي|قتل|[يت]قتل|ضحايا|ضحيه|مصرع|وفاه|سقوط|حصيله'),
  concept('hurt', 0.5, 'جريح|جرحي|اصابه|مصاب|اصيب'),
  concept('arrest', 1, 'اعتقال|اعتقل|[يت]عتقل|توقيف|[يت]وقف|اوقف|القبض|ضبط|[يت]ضبط|احتجاز|[يت]حتجز', 'release'),
  concept('release', 1, 'افراج|[يت]?فرج|افرج|اطلاق سراح|سراح|تحرير رهائن', 'arrest'),
  concept('execute', 1, 'اعدام|[يت]عدم|اعدم'),
  concept('trial', 1, 'محاكم|حكم|سجن|حكمت|ادان[هت] محكمه|السجن|مؤبد'),
  concept('foil', 1, 'احباط|[يت]حبط|احبط|افشل|[يت]فشل|افشال'),
  concept('claim', 1, 'تبن[يت]|[يت]تبني|اعلن مسؤوليته|مسؤوليته|مسؤوليتها', 'deny'),
  concept('accuse', 1, 'اتهم|[يت]تهم|اتهام|مزاعم|زعم|[يت]زعم'),
  concept('deny', 1, 'نف[يت]$|نفت|[يت]نفي|[يت]نفون|نفي|انكر|[يت]نكر|[يت]كذب|تكذيب'),
  concept('condemn', 1, 'ادان|[يت]دين|ندد|[يت]ندد|تنديد|استنكر|[يت]ستنكر|شجب'),
  concept('warn', 1, 'حذر|[يت]حذر|تحذير|تنذر|قلق'),
  concept('invite', 1, 'دع[اوت]$|دعت|[يت]دعو|دعوه'),
  concept('urge', 0.8, 'حث|[يت]حث|طالب|[يت]طالب$|مطالب|ناشد|[يت]ناشد'),
  concept(
    'talks',
    0.6,
    'محادث|مباحث|تباحث|[يت]?بحث|بحث|[يت]بحثان|التق|[يت]لتقي|لقاء|لقا$|اجتماع|[يت]?جتمع|اجتمع|مشاور|[يت]تشاور|جوله|حوار|مفاوض|[يت]فاوض|[يت]ناقش|ناقش|استقبل|[يت]ستقبل',
  ),
  concept('visit', 0.8, 'زار|[يت]زور|زياره|وصل|[يت]صل|وصول|وفد'),
  concept('recognise', 1, 'اعتراف|اعترف|[يت]عترف'),
  concept('delist', 1, 'رفع|[يت]رفع|شطب|[يت]شطب|حذف|[يت]حذف|[يت]زيل|ازال|ازاله|الغاء|[يت]لغي|الغت|الغي', 'impose'),
  concept('impose', 1, 'فرض|[يت]فرض|ادراج|[يت]درج|ادرج|حظرت|[يت]حظر$', 'delist'),
  concept('sanctions', 1, 'عقوب'),
  concept('terrorlist', 0.8, 'قائمه|قوائم|لائحه|لوائح'),
  concept('ban', 0.8, 'حظر|الحظر'),
  concept('arm', 1, 'سلاح|اسلحه|تسليح|[يت]سلح|تزويد|[يت]زود|زود'),
  concept('fund', 1, 'تمويل|[يت]مول|مول'),
  concept('trade', 1, 'تجار|اقتصاد|استثمار|تبادل تجاري'),
  concept('energy', 1, 'نفط|غاز|وقود|بنزين|خط انابيب|كهرباء'),
  concept('grain', 1, 'قمح|حبوب|غذاء|دقيق'),
  concept('drugs', 1, 'مخدرات|افيون|خشخاش|هيروين'),
  concept('counterterror', 0.6, 'ارهاب|مكافحه|محاربه|محاربته'),
  concept('refugees', 1, 'لاجئ|لاجي|لاجء|ترحيل|[يت]رحل|نازح|عوده اللاج'),
  concept('women', 1, 'نساء|مراه|فتيات|بنات|تعليم البنات'),
  concept('envoy', 0.8, 'سفير|سفاره|اوراق اعتماد|مبعوث|دبلوماس|قنصل'),
  concept('sign', 1, 'وقع$|وقعت|[يت]وقع|توقيع|اتفاق|مذكره|تفاهم'),
  concept('border', 0.8, 'حدود|معبر|[يت]غلق|اغلاق|[يت]فتح|فتح'),
  concept('drill', 1, 'مناورات|تدريبات|تمرين'),
  concept('withdraw', 1, 'انسحاب|[يت]نسحب|انسحب|خروج'),
  concept('join', 1, 'انضم|[يت]نضم|انضمام', 'withdraw'),
  concept('quake', 1, 'زلزال|هزه'),
  concept('flood', 1, 'فيضان|سيول'),
  concept('vote', 1, 'صوت|[يت]صوت|تصويت|اقتراع|انتخاب'),
  concept('agree', 0.8, 'وافق|[يت]وافق|موافقه|قبل|[يت]قبل', 'refuse'),
  concept('refuse', 0.8, 'رفض|[يت]رفض|رافض', 'agree'),
  concept('support', 0.8, 'دعم|[يت]دعم|مسانده|مساعد|[يت]ساعد'),
  concept('cooperate', 0.8, 'تعاون|[يت]تعاون|شراكه|تنسيق'),
  concept('mourn', 1, 'تشييع|جنازه|عزاء|حداد|تعاز'),
  concept('summit', 0.8, 'قمه|مؤتمر|منتدي|صيغه'),
]
