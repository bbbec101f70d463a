import { texts } from '@rasid/core'
import { addPreviewedFeed } from '@rasid/operations'
import type { BotContext, BotDeps } from '../bot-deps.ts'
import { takeConfirmed } from '../confirmations.ts'
import { editPressed } from '../edit-pressed.ts'
import type { ConfirmedFeed } from '../feed-messages.ts'
import { refusalOf } from '../register-commands.ts'
import { plainLines } from '../reply.ts'
import type { Press, PressAnswer } from './press.ts'

/** `add:yes:<token>` and `add:no:<token>` under a preview: only its asker, within 15 minutes, once. */
export const addFeedPress: Press = async (ctx, deps, data) => {
  const [, verb, token] = /^add:(yes|no):([\w-]{1,24})$/.exec(data) ?? []
  if (token === undefined) return null
  const refusal = await refusalOf(ctx, { role: 'operator' })
  if (refusal) return { text: refusal }
  const { lang } = ctx.chatRow
  const table = texts(lang).operators
  const isYes = verb === 'yes'
  const confirmed = await takeConfirmed<ConfirmedFeed>(ctx, deps, { token, action: 'add-feed', isYes })
  if (confirmed.kind === 'answer') return confirmed.answer
  if (isYes) return add(ctx, deps, confirmed.input)
  await editPressed(ctx, deps, plainLines(lang, table.notAdded))
  return {}
}

async function add(ctx: BotContext, deps: BotDeps, feed: ConfirmedFeed): Promise<PressAnswer> {
  const { lang } = ctx.chatRow
  const table = texts(lang).operators
  const added = await addPreviewedFeed(deps.db, { feed, actor: `telegram:${ctx.from?.id}` })
  const said = added ? table.feedAdded(feed.name, feed.items, {}) : table.feedKnown
  await editPressed(ctx, deps, plainLines(lang, said))
  return { text: added ? texts(lang).bot.saved : table.feedKnown }
}
