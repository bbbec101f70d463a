import { type Lang, texts } from '@rasid/core'
import { type WeekFigures, weekFigures } from '@rasid/operations'
import { ltr, quoted, titledLines } from '../page-lines.ts'
import { reply } from '../reply.ts'
import type { Command } from './command.ts'

export const stats: Command = {
  name: 'stats',
  role: 'operator',
  async run(ctx, deps) {
    const { lang } = ctx.chatRow
    const figures = await weekFigures(deps)
    await reply(ctx, deps, titledLines(lang, texts(lang).ops.statsTitle, linesOf(figures, lang)))
  },
}

function linesOf(figures: WeekFigures, lang: Lang): string[] {
  const { ops, digest } = texts(lang)
  const { visits, added, matched, stories, sent, chats, precision } = figures
  const said = (what: string, { wanted, votes }: { wanted: number; votes: number }) =>
    ops.precisionOf(what, wanted, votes)
  const voices = [
    ...precision.tiers.map((row) => said(row.tier === 'core' ? digest.core : digest.related, row)),
    ...precision.outlets.map((row) => said(quoted(row.name, lang), row)),
    ...precision.rules.map((row) => said(digest.ruleLine(ltr(row.name, lang)), row)),
  ]
  return [
    ops.statsVisits(visits, added),
    ops.statsMatches(matched, stories),
    ops.statsMessages(sent.alert, sent.digest, sent.edit),
    ops.statsChats(chats.active, chats.ended),
    '',
    ops.precisionTitle,
    ...(voices.length > 0 ? voices : [ops.precisionNone]),
  ]
}
