import { foldArabic } from './fold.ts'

// Peeling takes a first و ف ب ك ل off every word. For these the letter is the root's, and taking it would make
// another word of them (وكالة → آلة). Correctness does not need the list, since both sides peel alike: it spares
// readers hits that they did not ask for. No entry may begin like a clitic before an article (بال، وال، كال، فال، لل).

/** Beginnings of words, with any ending. */
const STEMS =
  'وزير وزار وزرا وكالة وكالات وكيل ولاي وثيق وثائق وحدة وحدات وطني واشنطن وسيط وساط وساء واقع واجه واصل وصول وقائ وقوع وفود ' +
  'ورقة وردك ودائع وليام وسائل وشيك وضوح ' +
  'فلسط فرنس فريق فصائل فصيل فيدرال فدرال فيتنام فنزويل فولودين فلاديمير فيصل فساد فقر فتوى فترة فرصة فرقة فشل ' +
  'باكست بوتين بوتن بغداد بيشاور بكين بنغلاد بريطان بروكسل بلوشست بيلاروس بيسكوف بدخشان بلاد بلدان بيانات برلمان برنامج ' +
  'بعثة بنوك باميان باحث بداية بحري بحرين بطالة بشاور ' +
  'كابول كابل كابولوف كازاخ كازان كرملين كوريا كندا كونار كراتشي كشمير كروكوس كبير كارثة كتاب كتائب كلمة كويت كيفية ' +
  'لافروف لافاروف لافرف لقاء لقاءات لبنان ليبيا لندن لاجئ لاهور لجنة لغمان لوغر لوحة لوكاشينكو'

/** Whole words, too short for a beginning. */
const WORDS =
  'وقت وقع وصل وضع وطن وفد وجه وزن وعد وفق ورد بلد بند بعض بين فوز فرع فهم كثر كلم كرد لغة الله الان الذي التي اللي'

const list = (text: string): string[] => text.split(' ').map(foldArabic)
const words: ReadonlySet<string> = new Set(list(WORDS))

const stemsByStart = Map.groupBy(list(STEMS), (stem) => stem.slice(0, 2))

/** Whether the first letter of a folded word is known to be its own, so that it is no clitic. */
export function keepsFirstLetter(word: string): boolean {
  if (words.has(word)) return true
  return stemsByStart.get(word.slice(0, 2))?.some((stem) => word.startsWith(stem)) ?? false
}
