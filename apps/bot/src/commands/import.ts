import { decodeBytes, type Lang, type MessageDraft, texts } from '@rasid/core'
import { type ImportReport, importFeeds, type RowDraft, refusalWords } from '@rasid/operations'
import type { BotContext, BotDeps } from '../bot-deps.ts'
import { ltr, quoted, titledLines } from '../page-lines.ts'
import { plainLines, reply } from '../reply.ts'
import type { Command } from './command.ts'

// A list of 20,000 feeds is about as long.
const LONGEST_BYTES = 2 * 1024 * 1024
const LINES_IN_A_MESSAGE = 30

/** `/import` as the caption of an OPML file or in reply to one: adds its feeds and tells each line's fate. */
export const importOpml: Command = {
  name: 'import',
  role: 'operator',
  inCaption: true,
  async run(ctx, deps) {
    const { lang } = ctx.chatRow
    const table = texts(lang).ops
    const file = ctx.msg?.document ?? ctx.msg?.reply_to_message?.document
    if (!file) return reply(ctx, deps, plainLines(lang, table.importNeedsFile))
    if ((file.file_size ?? 0) > LONGEST_BYTES) return reply(ctx, deps, plainLines(lang, table.importTooBig))
    return reply(ctx, deps, await imported(ctx, deps, file.file_id))
  },
}

async function imported(ctx: BotContext, deps: BotDeps, fileId: string): Promise<MessageDraft & RowDraft> {
  const { lang } = ctx.chatRow
  const bytes = await deps.download(fileId)
  const actor = `telegram:${ctx.from?.id}`
  const options = { actor, ...(deps.feeds.allowHosts && { allowHosts: deps.feeds.allowHosts }) }
  const report = await importFeeds(deps.db, decodeBytes(bytes, 'application/xml').text, options)
  const table = texts(lang).ops
  const sum = table.importSum(report.added.length, report.known.length, report.problems.length)
  const lines = linesOf(report, lang)
  if (lines.length <= LINES_IN_A_MESSAGE) return titledLines(lang, sum, lines)
  const content = `${linesOf(report, lang).join('\n')}\n`
  return { ...plainLines(lang, sum, table.fullReport), file: { name: 'import-report.txt', content } }
}

type Problem = ImportReport['problems'][number]

const PROBLEMS = {
  'no-address': 'noAddress',
  'bad-address': 'badAddress',
  credentials: 'credentials',
  duplicate: 'duplicate',
  'not-opml': 'notOpml',
  'too-many': 'tooMany',
} as const satisfies Record<Exclude<Problem['code'], 'refused'>, string>

function problemIn(problem: Problem, lang: Lang): string {
  const table = texts(lang).ops
  const detail = quoted(problem.detail, lang, 120)
  if (problem.code !== 'refused') return table[PROBLEMS[problem.code]](detail)
  return table.refused(detail, refusalWords(problem.why, lang))
}

function linesOf({ added, known, problems }: ImportReport, lang: Lang): string[] {
  const table = texts(lang).ops
  return [
    ...problems.map((problem) => table.importLine(problem.line, problemIn(problem, lang))),
    ...added.map(({ outlet, url }) => table.importAdded(`${quoted(outlet, lang)} ${ltr(url.slice(0, 200), lang)}`)),
    ...known.map(({ url }) => table.importKnown(ltr(url.slice(0, 200), lang))),
  ]
}
