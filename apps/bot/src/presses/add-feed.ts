import { texts } from '@rasid/core'
import { addPreviewedFeed, confirmAction } from '@rasid/operations'
import type { BotContext, BotDeps } from '../bot-deps.ts'
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
  const asker = ctx.from?.id ?? 0
  const confirmed = await confirmAction<ConfirmedFeed>(deps, { token, asker, action: 'add-feed' })
  if (confirmed.kind === 'not-yours') return { text: table.notYourConfirmation }
  if (confirmed.kind === 'stale') return { text: table.staleConfirmation, popUp: true }
  if (verb === 'yes') return add(ctx, deps, confirmed.input)
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
