import { type Lang, type MessageDraft, surfacesOf, type TopicEdit, texts } from '@rasid/core'
import {
  actorNames,
  answer,
  applyTopicEdit,
  editLine,
  type TopicTrial,
  topicHistory,
  tryTopic,
  undoTopicEdit,
} from '@rasid/operations'
import type { BotContext, BotDeps } from '../bot-deps.ts'
import { type Confirmed, question } from '../confirmations.ts'
import { describeError } from '../describe-error.ts'
import { ltr, quoted } from '../page-lines.ts'
import { plainLines, reply } from '../reply.ts'
import { argumentOf, type Command } from './command.ts'
import { topicPage } from './topic-page.ts'

/** `/topic`, `/topic add|remove <entity> <word>`, `/topic undo`: a change is tried on the stored articles before it is confirmed. */
export const topic: Command = {
  name: 'topic',
  role: 'operator',
  async run(ctx, deps) {
    const { lang } = ctx.chatRow
    const [, verb, rest = ''] = /^(add|remove|undo)\b\s*(.*)$/su.exec(argumentOf(ctx)) ?? []
    if (verb === undefined) return reply(ctx, deps, await topicPage(deps, ctx.chatRow))
    if (verb === 'undo') return reply(ctx, deps, await askToUndo(ctx, deps))
    const [, entity, alias] = /^([\w-]+)\s+(\S.*)$/su.exec(rest) ?? []
    if (entity === undefined || alias === undefined)
      return reply(ctx, deps, plainLines(lang, texts(lang).ops.topicNeeds))
    await reply(ctx, deps, plainLines(lang, texts(lang).ops.topicTrying))
    // Thousands of articles take seconds; other people's updates must not wait.
    const edit: TopicEdit = { op: verb === 'add' ? 'add-alias' : 'remove-alias', entity, alias: alias.trim() }
    deps.background(tryAndAsk(ctx, deps, edit))
  },
}

async function tryAndAsk(ctx: BotContext, deps: BotDeps, edit: TopicEdit): Promise<void> {
  const { id, lang } = ctx.chatRow
  let draft: MessageDraft
  try {
    const trial = await tryTopic(deps, { change: { edits: [edit] }, examples: 2 })
    draft = trial.kind === 'tried' ? await trialQuestion(ctx, deps, { edit, trial }) : refusal(trial, lang)
  } catch (error) {
    deps.log.error({ err: describeError(error) }, 'a change of the rules could not be tried')
    draft = plainLines(lang, texts(lang).bot.failed)
  }
  await answer(deps.db, { chat: id, updateId: ctx.update.update_id, step: 'trial' }, [draft])
  deps.wakeSender()
}

type Refused = Exclude<Awaited<ReturnType<typeof tryTopic>>, TopicTrial>

function refusal(refused: Refused, lang: Lang): MessageDraft {
  const table = texts(lang).ops
  if (refused.kind === 'nothing') return plainLines(lang, table.topicNothing)
  const why = refused.kind === 'refused' ? refused.problems.map(({ said }) => said[lang]) : refused.topics
  return plainLines(lang, table.topicRefused(why.join(lang === 'ar' ? '، ' : ', ')))
}

async function trialQuestion(
  ctx: BotContext,
  deps: BotDeps,
  { edit, trial }: { edit: TopicEdit; trial: TopicTrial },
): Promise<MessageDraft> {
  const { lang } = ctx.chatRow
  const table = texts(lang).ops
  const { plan, counts, examples, alerts } = trial
  if (plan.cases.broken.length > 0) return plainLines(lang, table.topicCasesBroken(plan.cases.broken.length))
  const surfaces = edit.op === 'add-alias' ? surfacesOf(plan.after, edit.alias).slice(0, 12) : []
  const lines = [
    ...(surfaces.length > 0 ? [table.topicSurfaces(surfaces.join('، '))] : []),
    table.topicTried(trial.articles),
    table.topicChanges(counts.added, counts.lost, counts.raised, counts.lowered),
    table.topicAlerts(String(alerts.before.all), String(alerts.after.all)),
    ...examples.map(({ title }) => `• ${quoted(title, lang, 120)}`),
  ]
  const input = { edit, version: plan.before.version }
  return question(ctx, deps, { action: topicConfirmed, input, title: quoted(editLine(edit), lang, 120), lines })
}

export const topicConfirmed: Confirmed<{ edit: TopicEdit; version: string }> = {
  action: 'topic',
  async run(ctx, deps, { edit, version }) {
    const { lang } = ctx.chatRow
    const table = texts(lang).ops
    const ask = { change: { edits: [edit] }, author: `telegram:${ctx.from?.id}`, seenVersion: version }
    const outcome = await applyTopicEdit(deps, ask)
    switch (outcome.kind) {
      case 'applied':
        return plainLines(lang, table.topicApplied(ltr(outcome.version, lang)))
      case 'moved':
        return plainLines(lang, await whoMoved(deps, lang))
      case 'cases-broken':
      case 'beyond-edits':
        return plainLines(lang, table.topicCasesBroken(outcome.plan.cases.broken.length))
      default:
        return refusal(outcome, lang)
    }
  },
}

async function whoMoved(deps: BotDeps, lang: Lang): Promise<string> {
  const [last] = await topicHistory(deps.db, { limit: 1 })
  const who = (await actorNames(deps.db, deps.botId, lang))(last?.undoneBy ?? last?.author ?? '?')
  return texts(lang).ops.topicMoved(who, last ? quoted(editLine(last.edit), lang, 120) : '?')
}

async function askToUndo(ctx: BotContext, deps: BotDeps): Promise<MessageDraft> {
  const { lang } = ctx.chatRow
  const table = texts(lang).ops
  const last = (await topicHistory(deps.db, { limit: 100 })).find(({ state }) => state === 'in-force')
  if (!last) return plainLines(lang, table.topicNoEdits)
  const who = (await actorNames(deps.db, deps.botId, lang))(last.author)
  const title = table.topicUndoQuestion(quoted(editLine(last.edit), lang, 120), who)
  return question(ctx, deps, { action: undoConfirmed, input: { id: last.id }, title })
}

export const undoConfirmed: Confirmed<{ id: number }> = {
  action: 'undo',
  async run(ctx, deps, { id }) {
    const { lang } = ctx.chatRow
    const table = texts(lang).ops
    const outcome = await undoTopicEdit(deps, { id, author: `telegram:${ctx.from?.id}` })
    if (outcome.kind === 'undone')
      return plainLines(lang, table.topicUndone(quoted(editLine(outcome.entry.edit), lang, 120)))
    if (outcome.kind === 'needed') return plainLines(lang, table.topicNeeded)
    if (outcome.kind === 'stale') return plainLines(lang, await whoMoved(deps, lang))
    return plainLines(lang, table.topicNoEdits)
  },
}
