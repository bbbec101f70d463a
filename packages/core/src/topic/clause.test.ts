import { expect, it } from 'vitest'
import { breaksClause } from './clause.ts'

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
  ['', false, 'names that touch'],
])('«%s» breaks a clause: %s (%s)', (between, expected, _why) => {
  expect(breaksClause(between)).toBe(expected)
})
