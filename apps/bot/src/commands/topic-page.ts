import { compileTopic, texts } from '@rasid/core'
import { editLine, loadTopics, topicHistory, topicInForce } from '@rasid/operations'
import type { Chat } from '@rasid/store'
import type { BotDeps } from '../bot-deps.ts'
import { ltr, quoted, titledLines } from '../page-lines.ts'
import { plainLines } from '../reply.ts'

// Enough to recognise an entity; the file has the rest.
const WORDS_SHOWN = 6
const EDITS_SHOWN = 5

/** The topic in force: its version, the first words of each entity, its cues by name, the newest masks, the last edits. */
export async function topicPage(deps: Pick<BotDeps, 'db'>, { lang }: Pick<Chat, 'lang'>) {
  const table = texts(lang).ops
  const [first] = await loadTopics()
  const found = await topicInForce(deps, first?.source.id)
  if (found.kind !== 'found') return plainLines(lang, table.topicNothing)
  const { merged } = found.topic
  const between = lang === 'ar' ? '، ' : ', '
  const all = Object.entries(merged.source.entities)
  const cues = all
    .filter(([, { kind }]) => kind === 'cue')
    .map(([name, { aliases }]) => `${ltr(name, lang)} (${aliases.length})`)
  const named = all.filter(([, { kind }]) => kind === 'name')
  const entities = named.map(([name, { aliases }]) => {
    const some = aliases.slice(0, WORDS_SHOWN).map((alias) => (typeof alias === 'string' ? alias : alias.text))
    return table.topicWords(ltr(name, lang), aliases.length, some.join(between))
  })
  const { masks } = merged.source
  const shownMasks = masks.slice(-WORDS_SHOWN).join(between)
  const edits = (await topicHistory(deps.db, { limit: EDITS_SHOWN })).filter(({ state }) => state === 'in-force')
  return titledLines(lang, table.topicTitle(merged.source.title[lang]), [
    table.topicVersion(ltr(compileTopic(merged).version, lang)),
    '',
    ...entities,
    ...(cues.length > 0 ? [table.topicCues(cues.join(between))] : []),
    ...(masks.length > 0 ? [table.topicMasks(masks.length, shownMasks)] : []),
    '',
    ...(edits.length > 0 ? [table.topicEdits, ...edits.map(({ edit }) => quoted(editLine(edit), lang, 120)), ''] : []),
    table.topicHint,
  ])
}
