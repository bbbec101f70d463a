import { texts } from '@rasid/core'
import { answer, replaceFeed, shownAddress } from '@rasid/operations'
import { feedById } from '@rasid/store'
import type { BotContext, BotDeps } from '../bot-deps.ts'
import { type Confirmed, question } from '../confirmations.ts'
import { describeError } from '../describe-error.ts'
import { refusalOf } from '../register-commands.ts'
import { plainLines, reply } from '../reply.ts'
import type { Press } from './press.ts'

/**
 * `swap:<feed>:<n>`: take the n-th successor that was found at a lost feed's site. Asks in a message of its own, since the
 * button may stand under the news of several feeds.
 */
export const swapFeedPress: Press = async (ctx, deps, data) => {
  const [, id, n] = /^swap:(\d{1,12}):(\d{1,2})$/.exec(data) ?? []
  if (id === undefined) return null
  const refusal = await refusalOf(ctx, { role: 'operator' })
  if (refusal) return { text: refusal }
  const { lang } = ctx.chatRow
  const table = texts(lang).feeds
  const feed = await feedById(deps.db, Number(id))
  const successor = feed?.successors?.[Number(n)]
  if (!feed || !successor) return { text: table.successorGone, popUp: true }
  const input: Swap = { id: feed.id, url: successor.url }
  const lines = ['', shownAddress(feed.url), shownAddress(successor.url)]
  const title = table.swapQuestion(feed.title || feed.outlet)
  const about = { actions: 'feed-', subject: feed.url, id: feed.id }
  await reply(ctx, deps, await question(ctx, deps, { action: swapConfirmed, input, title, lines, about }))
  return {}
}

interface Swap {
  id: number
  url: string
}

export const swapConfirmed: Confirmed<Swap> = {
  action: 'swap-feed',
  async run(ctx, deps, swap) {
    // The new address is visited first, which may take a minute; other people's updates must not wait for it.
    deps.background(swapAndSay(ctx, deps, swap))
    return plainLines(ctx.chatRow.lang, texts(ctx.chatRow.lang).operators.checkingFeed)
  },
}

async function swapAndSay(ctx: BotContext, deps: BotDeps, swap: Swap): Promise<void> {
  const { id, lang } = ctx.chatRow
  const said = await swapWords(ctx, deps, swap).catch((error: unknown) => {
    deps.log.error({ err: describeError(error), feed: swap.id }, 'a feed could not be replaced')
    return texts(lang).bot.failed
  })
  await answer(deps.db, { chat: id, updateId: ctx.update.update_id, step: 'swapped' }, [plainLines(lang, said)])
  deps.wakeSender()
}

async function swapWords(ctx: BotContext, deps: BotDeps, swap: Swap): Promise<string> {
  const { lang } = ctx.chatRow
  const ask = { ...swap, actor: `telegram:${ctx.from?.id}` }
  const outcome = await replaceFeed({ db: deps.db, visitor: deps.feeds }, ask)
  switch (outcome.kind) {
    case 'replaced':
      return texts(lang).feeds.swapped(outcome.outlet, shownAddress(outcome.url))
    case 'known':
      return texts(lang).operators.feedKnown
    case 'no-such-feed':
      return texts(lang).operators.feedGone
    case 'no-feed':
      return texts(lang).operators.notAFeed
  }
}
