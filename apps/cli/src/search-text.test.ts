import { expect, it } from 'vitest'
import { searchText, withoutMistakenOptions } from './search-text.ts'

it.each([
  { why: 'words', typed: ['كابل', 'موسكو'], text: 'كابل موسكو' },
  { why: 'a word to exclude', typed: ['كابولوف', '-سوريا'], text: 'كابولوف -سوريا' },
  { why: 'what the shell kept together', typed: ['وفد طالبان'], text: '"وفد طالبان"' },
  { why: 'a phrase to exclude', typed: ['-وزارة الخارجية'], text: '-"وزارة الخارجية"' },
  { why: 'a filter with a name of two words', typed: ['وسيلة:"الجزيرة نت"'], text: 'وسيلة:"الجزيرة نت"' },
  { why: 'a phrase in quotes of its own', typed: ['"وفد طالبان" كابل'], text: '"وفد طالبان" كابل' },
  { why: 'nothing', typed: [], text: '' },
])('reads $why', ({ typed, text }) => {
  expect(searchText(withoutMistakenOptions(typed))).toBe(text)
})

it('leaves options alone', () => {
  const options = ['--tier', 'core', '-h', '-1', '-', '--', '--إلى']
  expect(withoutMistakenOptions(options)).toEqual(options)
})
