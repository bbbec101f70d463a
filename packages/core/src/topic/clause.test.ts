import { expect, it } from 'vitest'
import { breaksClause, breaksHeadline, turnsAway } from './clause.ts'

it.each([
  ['، وأعلنت ', true, 'a comma and a new verb behind و'],
  ['، فردت ', true, 'a comma and a new verb behind ف'],
  [',وقال ', true, 'a Latin comma, no space'],
  [' فيما قالت ', true, 'two things at the same time'],
  [' وبينما كانت ', true, 'the joint behind a conjunction'],
  [' أفغانستان التي تحكمها ', true, 'a relative clause'],
  [' عندما دخلتها ', true, 'a clause of time'],
  [' الّتـي تحكمها ', true, 'marks and tatweel'],
  ['، سيرغي لافروف، ', false, 'commas around an apposition'],
  [' تعترف بحكومة ', false, 'verb and object'],
  [' وحركة ', false, 'two names joined by و alone'],
  [' في حيثيات الحكم على ', false, 'حيث inside a longer word'],
  [' والمفاوضات مع ', true, 'the next matter in a row, with a preposition of its own'],
  [' في الشرق والوضع الراهن في ', true, 'the next matter with an adjective'],
  [' وعلى المفاوضات مع ', true, 'the next matter behind the same preposition again'],
  [' وعلى ', false, 'the same preposition, and the next name at once'],
  [' والصين في بيان عن ', false, 'two countries are one party'],
  [' وفدا من ', false, 'و is the first letter of the word'],
  ['', false, 'names that touch'],
])('«%s» breaks a clause: %s (%s)', (between, expected, _why) => {
  expect(breaksClause(between)).toBe(expected)
})

it.each([
  ['.. و', true, 'dots'],
  [' تدعو للحوار… ', true, 'an ellipsis'],
  [' | ', true, 'a bar'],
  ['، ', true, 'a comma'],
  [': ', false, 'who speaks and what is said'],
  ['؟ ', false, 'a question and its answer'],
  ['؟ ومن يخاف ', true, 'a second question'],
  ['؟  ومن يخاف ', true, 'a second question after a wide gap'],
  ['؟ومن يخاف ', true, 'a second question without a gap'],
  [' تستقبل وفد ', false, 'one statement'],
])('«%s» parts a headline: %s (%s)', (between, expected, _why) => {
  expect(breaksHeadline(between)).toBe(expected)
})

it.each([
  ['ماتيس يطلب أموالا لردع ', ' ويؤكد هزيمة ', true, 'the subject turns to the next'],
  ['ماتيس يَطلب أموالا لردع ', ' وَيؤكد هزيمة ', true, 'with vowel marks'],
  ['الوزير يلتقي ', ' ثم يستقبل ', true, 'ثم brings the next matter'],
  ['الوزير يلتقي ', ' ثمنا يدفع ', false, 'ثم inside a longer word'],
  ['زعيم يهاجم ', ' وقرغيزستان تدعو إلى التعامل مع ', true, 'somebody else does the next thing'],
  ['تقرير يكشف دعم ', ' وإيران تسليح ', false, 'a verbal noun behind the second name'],
  ['تقرير يكشف دعم ', ' وإيران تعاون ', false, 'another shape of verbal noun'],
  ['زعيم يدعو ', ' والصين تبحثان مع ', false, 'a verb of two'],
  ['', ' تنتقد واشنطن وتحاور ', false, 'the first name is the subject of both'],
  ['وزير الخارجية ', ' ينتقد واشنطن ويحاور ', false, 'no verb before it'],
  ['ماتيس يتحدث: ', ' تدعم الحرب وتسلح ', false, 'the verb stands before a colon'],
  ['ماتيس يتهم ', ' بتسليح ', false, 'one verb'],
])('after «%s», «%s» turns away: %s (%s)', (before, between, expected, _why) => {
  expect(turnsAway(before, between)).toBe(expected)
})
