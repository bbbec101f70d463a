import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeText } from './charset.ts'

it.each(['windows-1256', 'iso-8859-6', 'utf-8'] as const)('%s gives Arabic back through the decoder', (charset) => {
  const text = 'موسكو وطالبان: «محادثات»، 15%؟'.replace(charset === 'iso-8859-6' ? /[«»]/g : /$^/, '')
  expect(new TextDecoder(charset).decode(encodeText(text, charset))).toBe(text)
})

it('is one byte a letter in the Arabic code page, and known bytes', () => {
  expect([...encodeText('سلام', 'windows-1256')]).toEqual([0xd3, 0xe1, 0xc7, 0xe3])
})

it('writes letters that the page lacks as references', () => {
  expect(encodeText('ی😀', 'windows-1256').toString('latin1')).toBe('&#1740;&#128512;')
})

it('gives any text of the page back', () => {
  const page = Array.from({ length: 128 }, (_, index) =>
    new TextDecoder('windows-1256').decode(Uint8Array.of(128 + index)),
  )
  const text = fc.array(fc.constantFrom(...page)).map((letters) => letters.join(''))
  fc.assert(
    fc.property(
      text,
      (written) => new TextDecoder('windows-1256').decode(encodeText(written, 'windows-1256')) === written,
    ),
  )
})
