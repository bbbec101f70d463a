import { storiesForChat } from '@rasid/operations'
import { reply } from '../reply.ts'
import type { Command } from './command.ts'

export const latest: Command = {
  name: 'latest',
  role: 'subscriber',
  run: async (ctx, deps) => reply(ctx, deps, await storiesForChat(deps, { chat: ctx.chatRow, page: 0 })),
}
