import { NISBA_ENDINGS, type Prefix, prefixes } from '../arabic/clitics.ts'
import { foldArabic } from '../arabic/fold.ts'
import type { AliasRecord } from './topic-schema.ts'

/** An alias ready to be found: folded forms without article and clitics, and what may stand before. */
export interface AliasForms {
  forms: readonly string[]
  accepts: (prefix: Prefix) => boolean
}

const GAP = /[\s\p{P}\p{S}]+/gu

/** The folded spelling that the automaton reads: one space for every gap between words. */
export function foldPhrase(text: string): string {
  return foldArabic(text).replace(GAP, ' ').trim()
}

/** Expands an alias by the clitic grammar. The article is taken off and asked for as a prefix instead. */
export function aliasForms(alias: AliasRecord): AliasForms {
  const written = alias.text.normalize('NFC').startsWith('ال')
  const stem = foldPhrase(written ? alias.text.normalize('NFC').slice(2) : alias.text)
  const isNisba = alias.form === 'nisba'
  const forms = isNisba ? NISBA_ENDINGS.map((ending) => stem + ending) : [stem]
  const article = written ? 'always' : (alias.article ?? (isNisba ? 'optional' : 'none'))
  return { forms, accepts: (prefix) => acceptsPrefix(prefix, article, alias.prefix ?? 'all') }
}

function acceptsPrefix(
  prefix: Prefix,
  article: 'always' | 'optional' | 'none',
  clitics: 'all' | 'conjunction' | 'none',
): boolean {
  if (article === 'always' && !prefix.article) return false
  if (article === 'none' && prefix.article) return false
  if (clitics === 'all') return true
  if (prefix.preposition) return false
  if (clitics === 'conjunction') return true
  return prefix.letters === '' || prefix.letters === 'ال'
}

/** Every surface (folded) by which an alias is found; what is not in this list is no match. */
export function aliasSurfaces(alias: AliasRecord): string[] {
  const { forms, accepts } = aliasForms(alias)
  const denied = new Set((alias.deny ?? []).map(foldPhrase))
  const usable = prefixes.filter(accepts)
  const surfaces = forms.flatMap((form) => usable.map((prefix) => prefix.letters + form))
  return [...new Set(surfaces)].filter((surface) => !denied.has(surface))
}
