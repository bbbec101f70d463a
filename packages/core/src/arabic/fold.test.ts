import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldArabic, foldWithOffsets } from './fold.ts'

describe('foldArabic', () => {
  it.each([
    ['أفغانستان', 'افغانستان', 'hamza seats'],
    ['آخوندزاده', 'اخوندزاده', 'madda'],
    ['ٱلكرملين', 'الكرملين', 'wasla'],
    ['سورية', 'سوريه', 'ta marbuta as ha'],
    ['على', 'علي', 'alif maqsura as ya'],
    ['موسکو', 'موسكو', 'the Persian keyboard’s kaf'],
    ['لافروڤ', 'لافروف', 'the letter for v'],
    ['طَالِبَان', 'طالبان', 'tashkeel vanishes'],
    ['طـالـبـان', 'طالبان', 'tatweel vanishes'],
    ['طال\u200cبان\u200f', 'طالبان', 'zero-width and bidi controls vanish'],
    ['ﻃﺎﻟﺒﺎن', 'طالبان', 'presentation forms'],
    ['ﻻفروف', 'لافروف', 'a ligature is two letters'],
    ['ا\u0654فغان', 'افغان', 'decomposed hamza folds like the composed letter'],
    ['كلمة\ufe76كلمة', 'كلمهكلمه', 'an isolated fatha does not split a word as NFKC would'],
    ['محمدﷺنبي', 'محمد نبي', 'a phrase ligature is a gap, not eighteen letters'],
    ['٢٠٢٤ ۱۴', '2024 14', 'Arabic-Indic and Persian digits'],
    ['ISIS-K', 'isis-k', 'Latin case'],
    ['', '', 'nothing stays nothing'],
  ])('folds %s to %s: %s', (text, folded) => {
    expect(foldArabic(text)).toBe(folded)
  })

  const arabic = fc.string({ unit: fc.constantFrom(...'أإآٱىيیکةهؤوطالبانَُِّـ٢۲ ﻻﷺ\u200f\u0654aB.'), maxLength: 60 })

  // Any units at all, broken surrogates among them; `unit: 'binary'` takes seconds to set up.
  const anything = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    .map((units) => String.fromCharCode(...units))

  it('gives the same when it folds twice', () => {
    fc.assert(fc.property(fc.oneof(arabic, anything), (text) => foldArabic(foldArabic(text)) === foldArabic(text)))
  })

  it('maps every folded unit back to the unit that it came from', () => {
    fc.assert(
      fc.property(arabic, (text) => {
        const folded = foldWithOffsets(text)
        expect(folded.text).toBe(foldArabic(text))
        for (let i = 0; i < folded.text.length; i++)
          expect(foldArabic(text.slice(folded.starts[i], folded.ends[i]))).toContain(folded.text[i])
      }),
    )
  })
})
