import { foldArabic } from '../arabic/fold.ts'

// Arabic news strings clauses together with commas and joining words; two names on either side of such a
// joint are in one sentence but need have nothing to do with one another.
const JOINTS = 'فيما بينما حيث حين حينما عندما بعدما التي الذي الذين اللتين اللذين مثلما كما ثم لكن ولكن'.split(' ')

const JOINT = new RegExp(`(?<!\\p{L})[وف]?(?:${JOINTS.join('|')})(?!\\p{L})`, 'u')
// A comma alone may close an apposition (وزير الخارجية، سيرغي لافروف، يستقبل); before و or ف it begins a clause.
const COMMA_AND = /[،,]\s*[وف]/

// Two matters share a headline by dots, a bar or a comma; a colon belongs to one matter, and so
// does a question with its answer, but not with a second question.
const HALVES = /\.\.|[…،؛,;|•]|[؟?]\s*و/

/** Whether the words between two names hold what parts the halves of a headline. */
export function breaksHeadline(between: string): boolean {
  return HALVES.test(between)
}

// Present verbs of one subject; nouns like تقرير and يوم are few enough to do no harm where both patterns are asked.
const VERB = /(?<!\p{L})[يت]\p{L}{3,}(?<!ان)(?!\p{L})/u
const NEXT_VERB = /(?<!\p{L})(?:و|ثم\s)[يت]\p{L}{3,}(?!\p{L})/u
// و, somebody else and what he does (وقرغيزستان تدعو); تسليح and تعاون are nouns.
const NEXT_SUBJECT =
  /(?<!\p{L})و\p{L}{3,}\s(?!ت\p{L}{2}ي\p{L}(?!\p{L})|ت\p{L}ا\p{L}{2}(?!\p{L}))[يت]\p{L}{3,}(?<!ان)(?!\p{L})/u

/**
 * Whether a headline turns from one name to another matter before it comes to the next: its subject did something
 * to the first (يطلب أموالا لردع روسيا) and then does something else (ويؤكد هزيمة طالبان), or somebody else does.
 */
export function turnsAway(before: string, between: string): boolean {
  const own =
    foldArabic(before)
      .split(/[:.…؛|]/)
      .at(-1) ?? ''
  const folded = foldArabic(between)
  return VERB.test(own) && (NEXT_VERB.test(folded) || NEXT_SUBJECT.test(folded))
}

// Matters in a row (الموقف من روسيا والمفاوضات مع طالبان): و and a noun of its own with the preposition of the next
// name, its own preposition perhaps repeated (أثره على ردع روسيا وعلى المفاوضات مع طالبان). Countries in a row (روسيا والصين) are one party.
const NEXT_MATTER =
  /\sو(?:(?:علي|في|من|عن|حول)\s)?ال(?!صين|هند|ولايات|امارات|سعوديه|اتحاد|امم|ناتو)\p{L}+\s(?:\p{L}+\s)?(?:مع|من|في|حول|تجاه|بشان|علي)\s/u

/** Whether the words between two names hold the joint of two clauses: a comma with و, فيما, التي … */
export function breaksClause(between: string): boolean {
  const folded = foldArabic(between)
  return COMMA_AND.test(folded) || JOINT.test(folded) || NEXT_MATTER.test(folded)
}
