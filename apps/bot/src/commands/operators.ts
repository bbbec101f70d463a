import { type Button, texts } from '@rasid/core'
import { actorNames, auditLine, grantOperator, revokeOperator } from '@rasid/operations'
import { findChat, listOperators, type Operator, recentAudit } from '@rasid/store'
import type { BotContext, BotDeps } from '../bot-deps.ts'
import { type Confirmed, question } from '../confirmations.ts'
import { ltr, quoted, titledLines } from '../page-lines.ts'
import { registerOperatorMenu } from '../register-menus.ts'
import { plainLines, reply } from '../reply.ts'
import { argumentOf, type Command } from './command.ts'

/** `/operators`, `/operators add [id]`, `/operators log`; removing is a button that asks. */
export const operators: Command = {
  name: 'operators',
  role: 'operator',
  async run(ctx, deps) {
    const [verb = '', id = ''] = argumentOf(ctx).split(/\s+/)
    if (verb === 'add') return reply(ctx, deps, plainLines(ctx.chatRow.lang, await add(ctx, deps, id)))
    if (verb === 'log') return reply(ctx, deps, await log(ctx, deps))
    return reply(ctx, deps, await list(ctx, deps))
  },
}

async function list(ctx: BotContext, deps: BotDeps) {
  const { lang } = ctx.chatRow
  const table = texts(lang).ops
  const known = await listOperators(deps.db, deps.botId)
  const lines = [
    ...deps.owners.map((id) => `${ltr(String(id), lang)} · ${table.roleOwner} · ${table.fromSettings}`),
    ...known.map((one) => `${nameOf(one, lang)} · ${one.role === 'owner' ? table.roleOwner : table.roleOperator}`),
  ]
  const buttons: Button[][] =
    ctx.role === 'owner'
      ? known.map((one) => [
          { text: table.removeOperator(quoted(one.name || String(one.userId), lang, 30)), data: `op:${one.userId}` },
        ])
      : []
  return titledLines(lang, table.operatorsTitle, [...lines, '', table.operatorsHint], buttons)
}

const nameOf = ({ name, userId }: Pick<Operator, 'name' | 'userId'>, lang: 'ar' | 'en'): string =>
  `${quoted(name, lang)} ${ltr(String(userId), lang)}`.trim()

async function add(ctx: BotContext, deps: BotDeps, written: string): Promise<string> {
  const { lang } = ctx.chatRow
  const table = texts(lang).ops
  if (ctx.role !== 'owner') return table.ownersOnly
  const answered = ctx.msg?.reply_to_message?.from
  const userId = /^\d{1,15}$/.test(written) ? Number(written) : answered && !answered.is_bot ? answered.id : null
  if (userId === null) return table.operatorNeedsId
  const chat = await findChat(deps.db, { botId: deps.botId, chatId: userId, threadId: 0 })
  const name = answered?.id === userId ? answered.first_name : (chat?.title ?? '')
  const added = await grantOperator(deps, { userId, name, by: ctx.from?.id ?? 0 })
  if (added && chat) await registerOperatorMenu(ctx.api, deps, chat)
  return (added ? table.operatorAdded : table.operatorKnown)(nameOf({ name, userId }, lang))
}

const LOG_LINES = 15

async function log(ctx: BotContext, deps: BotDeps) {
  const { lang, zone } = ctx.chatRow
  const table = texts(lang).ops
  const rows = await recentAudit(deps.db, LOG_LINES)
  const reading = { lang, zone, now: deps.now(), names: await actorNames(deps.db, deps.botId, lang) }
  const lines = rows.map((row) => auditLine(row, reading))
  return titledLines(lang, table.logTitle, lines.length > 0 ? lines : [table.logEmpty])
}

/** The question behind a "remove" button of the list; null: it is no operator any more. */
export async function askToRevoke(ctx: BotContext, deps: BotDeps, userId: number) {
  const { lang } = ctx.chatRow
  const operator = (await listOperators(deps.db, deps.botId)).find((one) => one.userId === userId)
  if (!operator) return null
  const title = texts(lang).ops.removeOperatorQuestion(nameOf(operator, lang))
  const about = { actions: 'operator-', subject: String(userId) }
  return question(ctx, deps, { action: revokeConfirmed, input: { userId, name: operator.name }, title, about })
}

export const revokeConfirmed: Confirmed<{ userId: number; name: string }> = {
  action: 'revoke',
  async run(ctx, deps, input) {
    const { lang } = ctx.chatRow
    const table = texts(lang).ops
    if (ctx.role !== 'owner') return plainLines(lang, table.ownersOnly)
    const outcome = await revokeOperator(deps, { ...input, by: ctx.from?.id ?? 0, owners: deps.owners })
    if (outcome === 'last-owner') return plainLines(lang, table.lastOwner)
    return plainLines(lang, outcome === 'removed' ? table.operatorRemoved(nameOf(input, lang)) : table.operatorGone)
  },
}
