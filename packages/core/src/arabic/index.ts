export { NISBA_ENDINGS, type Prefix, prefixes, prefixOf } from './clitics.ts'
export { type FoldedText, foldArabic, foldWithOffsets } from './fold.ts'
export { type Language, languageOf } from './language.ts'
export { wordsOf } from './words.ts'
