import { texts } from '@rasid/core'
import { stopChat } from '@rasid/store'
import { plainLines, reply } from '../reply.ts'
import type { Command } from './command.ts'

export const stop: Command = {
  name: 'stop',
  role: 'subscriber',
  configures: true,
  async run(ctx, deps) {
    const { id, lang } = ctx.chatRow
    await stopChat(deps.db, id, 'stopped', 'asked by the chat')
    await reply(ctx, deps, plainLines(lang, texts(lang).bot.stopped))
  },
}
