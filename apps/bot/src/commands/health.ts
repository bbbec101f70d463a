import { composeStatus, systemStatus } from '@rasid/operations'
import { reply } from '../reply.ts'
import type { Command } from './command.ts'

export const health: Command = {
  name: 'health',
  role: 'operator',
  run: async (ctx, deps) => reply(ctx, deps, composeStatus(await systemStatus(deps), ctx.chatRow, deps.now())),
}
