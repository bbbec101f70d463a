import { expect, it } from 'vitest'
import { boilerplateSpans } from './boilerplate.ts'

/** What is skipped of a text in which «اقرأ أيضا» is a block title. */
function skipped(text: string): string[] {
  const titles = [...text.matchAll(/اقرأ أيضا/g)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
  }))
  return boilerplateSpans(text, titles).map(({ start, end }) => text.slice(start, end))
}

const PARAGRAPH = 'وقال الوزير في ختام الزيارة إن الطرفين اتفقا على لقاء آخر في الشهر المقبل.'

it.each([
  ['لا شيء هنا', [], 'no block title'],
  [`${PARAGRAPH}\nاقرأ أيضا\nعنوان أول\nعنوان ثان`, ['اقرأ أيضا\nعنوان أول\nعنوان ثان'], 'to the end of the text'],
  [`اقرأ أيضا\nعنوان أول\n${PARAGRAPH}`, ['اقرأ أيضا\nعنوان أول\n'], 'to the next real paragraph'],
  [`• اقرأ أيضا: عنوان\n${PARAGRAPH}`, ['اقرأ أيضا: عنوان\n'], 'behind a bullet'],
  [
    `${PARAGRAPH} اقرأ أيضا: عنوان قصير جدا. ${PARAGRAPH}`,
    ['اقرأ أيضا: عنوان قصير جدا.'],
    'inside a line to the end of one headline',
  ],
  [
    `${PARAGRAPH} اقرأ أيضا ${'كلمة '.repeat(30)}`,
    [`اقرأ أيضا ${'كلمة '.repeat(14)}`.trimEnd()],
    'inside a line no more than a headline of words',
  ],
  ['طلب منه أن اقرأ أيضا هذا الكتاب', [], 'in the middle of a sentence it is no block title'],
  [`اقرأ أيضا\nعنوان\nاقرأ أيضا\nعنوان`, ['اقرأ أيضا\nعنوان\nاقرأ أيضا\nعنوان'], 'a block inside a block'],
  [
    `اقرأ أيضا\nعنوان\n${PARAGRAPH}\nاقرأ أيضا\nآخر`,
    ['اقرأ أيضا\nعنوان\n', 'اقرأ أيضا\nآخر'],
    'two blocks with a paragraph between',
  ],
  [
    `اقرأ أيضا\n${'كلمة '.repeat(22).trim()}\nعنوان`,
    [`اقرأ أيضا\n${'كلمة '.repeat(22).trim()}\nعنوان`],
    'a long headline is a link',
  ],
  [
    `اقرأ أيضا\n${'كلمة '.repeat(23).trim()}\nعنوان`,
    ['اقرأ أيضا\n'],
    'one word more is a paragraph, with or without a stop',
  ],
  [
    'اقرأ أيضا\nسبع كلمات لا تكفي كي تصير فقرة.',
    ['اقرأ أيضا\nسبع كلمات لا تكفي كي تصير فقرة.'],
    'a short sentence is a link',
  ],
  [
    `اقرأ أيضا\n${'كلمة '.repeat(22).trim().replaceAll(' ', '  ')}\nعنوان`,
    [`اقرأ أيضا\n${'كلمة '.repeat(22).trim().replaceAll(' ', '  ')}\nعنوان`],
    'wide gaps are no words',
  ],
  [
    'اقرأ أيضا\nثماني كلمات لا تكفي كي تصير فقرة هنا.',
    ['اقرأ أيضا\nثماني كلمات لا تكفي كي تصير فقرة هنا.'],
    'nor is a sentence of eight words a paragraph',
  ],
  ['اقرأ أيضا\nتسع كلمات تكفي كي تصير فقرة في هذا المقال.', ['اقرأ أيضا\n'], 'one of nine is'],
  ['اقرأ أيضا\n«تسع كلمات تكفي كي تصير فقرة في هذا المقال.»', ['اقرأ أيضا\n'], 'in quotation marks too'],
  ['اقرأ أيضا\nتسع كلمات تكفي كي تصير فقرة في هذا المقال. ', ['اقرأ أيضا\n'], 'and with a space at its end'],
  [
    'اقرأ أيضا\nقال الوزير. ثم ذهب إلى العاصمة مع الوفد كله أمس',
    ['اقرأ أيضا\nقال الوزير. ثم ذهب إلى العاصمة مع الوفد كله أمس'],
    'a stop inside a line ends no sentence',
  ],
  [
    'اقرأ أيضا\nارتفاع أسعار النفط في أسواق العالم أمس بنسبة بلغت 2.5',
    ['اقرأ أيضا\nارتفاع أسعار النفط في أسواق العالم أمس بنسبة بلغت 2.5'],
    'a stop inside a number neither',
  ],
  [
    `${PARAGRAPH} اقرأ أيضا د. فلان يكتب عنوانا قصيرا. ${PARAGRAPH}`,
    ['اقرأ أيضا د. فلان يكتب عنوانا قصيرا.'],
    'the first word behind the block title ends no headline',
  ],
  [
    `${PARAGRAPH} اقرأ أيضا: ارتفاع بنسبة 2.5 في المئة. ${PARAGRAPH}`,
    ['اقرأ أيضا: ارتفاع بنسبة 2.5 في المئة.'],
    'nor does a number',
  ],
])('of «%s» skips %j: %s', (text, spans, _why) => {
  expect(skipped(text)).toEqual(spans)
})

it('takes the block titles in whatever order they were found', () => {
  const text = 'اقرأ أيضا\nعنوان\nاقرأ أيضا\nعنوان'
  const titles = [
    { start: 16, end: 25 },
    { start: 0, end: 9 },
  ]
  expect(boilerplateSpans(text, titles)).toEqual([{ start: 0, end: text.length }])
})
