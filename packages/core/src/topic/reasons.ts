import { reasonTexts } from './reason-texts.ts'
import type { Bilingual } from './topic-schema.ts'

/** Why a verdict is what it is, or why words do not count; texts are made by `describeReason`. */
export type Reason =
  | { code: 'rule'; rule: string; title: Bilingual }
  | { code: 'no-rule'; found: Bilingual[] }
  | { code: 'nothing-found' }
  | { code: 'language'; language: string }
  | { code: 'inside-word'; word: string; alias: string }
  | { code: 'masked'; phrase: string }
  | { code: 'boilerplate' }
  | { code: 'denied'; word: string; alias: string }
  | { code: 'cue'; reason: Bilingual; word: string }
  | { code: 'no-anchor'; alias: string; anchors: Bilingual[]; said?: Bilingual }
  | { code: 'other-meaning'; alias: string; entity: Bilingual }
  | { code: 'out-of-date'; alias: string; entity: Bilingual; since?: string | undefined; until?: string | undefined }
  | { code: 'yields'; to: Bilingual }
  | { code: 'damped'; entity: Bilingual; damping: Bilingual; surface: string }
  | { code: 'missing'; entity: Bilingual }

/** A reason as a person would say it, in Arabic or English. */
export function describeReason(reason: Reason, lang: 'ar' | 'en'): string {
  return reasonTexts[lang](reason)
}
