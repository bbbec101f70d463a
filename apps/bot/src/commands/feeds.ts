import { listFeeds } from '@rasid/operations'
import { feedsPage } from '../feed-messages.ts'
import { reply } from '../reply.ts'
import type { Command } from './command.ts'

/** Feeds on a page of `/feeds`: one row of number buttons. */
export const FEEDS_ON_A_PAGE = 8

export const feeds: Command = {
  name: 'feeds',
  role: 'operator',
  async run(ctx, deps) {
    const ask = { page: 0, pageSize: FEEDS_ON_A_PAGE }
    await reply(ctx, deps, feedsPage({ ...(await listFeeds(deps.db, ask)), ...ask }, ctx.chatRow.lang))
  },
}
