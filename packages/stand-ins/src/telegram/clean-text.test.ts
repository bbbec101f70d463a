import { expect, it } from 'vitest'
import { cleanText, isInvisible } from './clean-text.ts'

const bold = (offset: number, length: number) => ({ type: 'bold', offset, length })

const cases = [
  {
    why: 'bidi overrides are stripped and entities move along',
    text: '\u202eab\u202cc',
    given: [bold(4, 1)],
    gives: 'abc',
    entities: [bold(2, 1)],
  },
  { why: 'isolates stay', text: '\u2066/latest\u2069', given: [], gives: '\u2066/latest\u2069', entities: [] },
  { why: 'tabs become spaces, carriage returns vanish', text: 'a\tb\r\nc', given: [], gives: 'a b\nc', entities: [] },
  { why: 'outer spaces go', text: '  \n a b \n', given: [bold(4, 5)], gives: 'a b', entities: [bold(0, 3)] },
  { why: 'an entity over spaces only is dropped', text: 'a  b', given: [bold(1, 2)], gives: 'a  b', entities: [] },
  {
    why: 'doubled direction marks keep the last',
    text: '\u200f\u200fخ',
    given: [],
    gives: '\u200c\u200fخ',
    entities: [],
  },
  {
    why: 'nothing is formatted within code',
    text: 'abc',
    given: [{ type: 'code', offset: 0, length: 3 }, bold(1, 1)],
    gives: 'abc',
    entities: [{ type: 'code', offset: 0, length: 3 }],
  },
  {
    why: 'bold inside bold is one',
    text: 'abc',
    given: [bold(0, 3), bold(1, 1)],
    gives: 'abc',
    entities: [bold(0, 3)],
  },
]

it.each(cases)('$why', ({ text, given, gives, entities }) => {
  expect(cleanText({ text, entities: given })).toEqual({ text: gives, entities })
})

it.each([
  { text: '', seen: false },
  { text: ' \n\u200f\u2060', seen: false },
  { text: '\u2066\u2069\ufeff\u3164', seen: false },
  { text: '.', seen: true },
  { text: 'خ', seen: true },
])('knows whether "$text" can be seen', ({ text, seen }) => {
  expect(isInvisible(text)).toBe(!seen)
})
