import { foldArabic } from '../arabic/fold.ts'

// Arabic news strings clauses together with commas and joining words; two names on either side of such a
// joint are in one sentence but need have nothing to do with one another.
const JOINTS = 'فيما بينما حيث حين حينما عندما بعدما التي الذي الذين اللتين اللذين مثلما كما ثم لكن ولكن'.split(' ')

const JOINT = new RegExp(`(?<!\\p{L})[وف]?(?:${JOINTS.join('|')})(?!\\p{L})`, 'u')
// A comma alone may close an apposition (وزير الخارجية، سيرغي لافروف، يستقبل); before و or ف it begins a clause.
const COMMA_AND = /[،,]\s*[وف]/

/** Whether the words between two names hold the joint of two clauses: a comma with و, فيما, التي … */
export function breaksClause(between: string): boolean {
  const folded = foldArabic(between)
  return COMMA_AND.test(folded) || JOINT.test(folded)
}
