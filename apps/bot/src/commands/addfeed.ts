import { texts } from '@rasid/core'
import { answer, askToConfirm, previewFeed } from '@rasid/operations'
import type { BotContext, BotDeps } from '../bot-deps.ts'
import { describeError } from '../describe-error.ts'
import { type ConfirmedFeed, feedPreview } from '../feed-messages.ts'
import { plainLines, reply } from '../reply.ts'
import { argumentOf, type Command } from './command.ts'

/** `/addfeed URL`: looks at the site, shows what it found, and adds it once its asker confirms. */
export const addfeed: Command = {
  name: 'addfeed',
  role: 'operator',
  async run(ctx, deps) {
    const { lang } = ctx.chatRow
    const table = texts(lang).operators
    const url = argumentOf(ctx)
    if (url === '') return reply(ctx, deps, plainLines(lang, table.addFeedNeedsUrl))
    await reply(ctx, deps, plainLines(lang, table.checkingFeed))
    // A site may take a minute; other people's updates must not wait for it.
    deps.background(preview(ctx, deps, url))
  },
}

async function preview(ctx: BotContext, deps: BotDeps, url: string): Promise<void> {
  const { id, lang } = ctx.chatRow
  // Its own slot: the first answer to this update was written already.
  const say = async (draft: Parameters<typeof answer>[2][number]) => {
    await answer(deps.db, { chat: id, updateId: ctx.update.update_id, step: 'preview' }, [draft])
    deps.wakeSender()
  }
  try {
    const outcome = await previewFeed({ ...deps, visitor: deps.feeds }, { url, lang })
    if (outcome.kind === 'known') return await say(plainLines(lang, texts(lang).operators.feedKnown, outcome.name))
    if (outcome.kind === 'no-feed') return await say(plainLines(lang, outcome.what, outcome.next))
    const { feed } = outcome
    const input: ConfirmedFeed = { url: feed.url, name: feed.name, siteUrl: feed.siteUrl, items: feed.items }
    const about = { actions: 'feed-', subject: feed.url }
    const token = await askToConfirm(deps, { asker: ctx.from?.id ?? 0, action: 'add-feed', input, about })
    await say(feedPreview(feed, { lang, token }))
  } catch (error) {
    deps.log.error({ err: describeError(error) }, 'a feed could not be previewed')
    await say(plainLines(lang, texts(lang).bot.failed))
  }
}
