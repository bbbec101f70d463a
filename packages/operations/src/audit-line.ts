import { cleanTitle, cutText, formatMoment, isolate, isolateIn, type Lang, type TopicEdit, texts } from '@rasid/core'
import type { AuditRow } from '@rasid/store'
import type { NameActor } from './actor-name.ts'
import { shownAddress } from './shown-address.ts'
import { editLine } from './topic-difference.ts'

/** How the audit log is read: in a language, in a zone, with names for those who acted. */
export interface AuditReading {
  lang: Lang
  zone: string
  now: Date
  names: NameActor
}

const LONGEST_SUBJECT = 120

/** One row as a plain line: when, who, what. */
export function auditLine(row: AuditRow, { lang, zone, now, names }: AuditReading): string {
  return texts(lang).audit.line(formatMoment(row.at, now, { lang, tz: zone }), names(row.actor), auditWhat(row, lang))
}

/** Why a confirmation is refused: what was changed since, by whom and when. */
export function changedSince(row: AuditRow, { lang, zone, now, names }: AuditReading): string {
  const when = formatMoment(row.at, now, { lang, tz: zone })
  return texts(lang).audit.changed(auditWhat(row, lang), names(row.actor), when)
}

function auditWhat(row: AuditRow, lang: Lang): string {
  const table: Readonly<Record<string, unknown>> = texts(lang).audit
  const known = Object.hasOwn(table, row.action) ? table[row.action] : undefined
  const action = typeof known === 'string' ? known : ltr(row.action, lang)
  const subject = subjectOf(row, lang)
  return subject === '' ? action : `${action}: ${subject}`
}

interface Detail {
  name?: string
  text?: string
  title?: string
  edit?: TopicEdit
  edits?: TopicEdit[]
}

function subjectOf({ action, subject, detail }: AuditRow, lang: Lang): string {
  const { name, text, title, edit, edits } = detail as Detail
  if (action.startsWith('topic')) return plain((edits ?? (edit ? [edit] : [])).map(editLine).join(' · '), lang)
  if (action === 'broadcast') return plain(text ?? '', lang)
  if (action === 'operators-chat') return plain(title ?? '', lang)
  if (/^https?:/.test(subject)) return shownAddress(subject)
  return plain([name, subject].filter(Boolean).join(' '), lang)
}

const ltr = (text: string, lang: Lang): string => (lang === 'ar' ? isolate(text) : text)

function plain(text: string, lang: Lang): string {
  return isolateIn(cutText(cleanTitle(text), LONGEST_SUBJECT), lang)
}
