import { texts } from '@rasid/core'
import { storiesForChat } from '@rasid/operations'
import { plainLines, reply } from '../reply.ts'
import { argumentOf, type Command } from './command.ts'

// Longer than any name or headline that people search for; the words travel with the message for its paging.
const LONGEST_QUERY = 100

export const search: Command = {
  name: 'search',
  role: 'subscriber',
  async run(ctx, deps) {
    const { chatRow } = ctx
    const query = argumentOf(ctx).slice(0, LONGEST_QUERY)
    if (query === '') return reply(ctx, deps, plainLines(chatRow.lang, texts(chatRow.lang).bot.searchNeedsWords))
    const found = await storiesForChat(deps, { chat: chatRow, page: 0, query })
    return reply(ctx, deps, found)
  },
}
