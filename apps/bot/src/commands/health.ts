import { composeStatus, healthPicture, systemStatus } from '@rasid/operations'
import { reply } from '../reply.ts'
import type { Command } from './command.ts'

/** The status in words, which buttons may change in place, and under it the trend of two weeks. */
export const health: Command = {
  name: 'health',
  role: 'operator',
  async run(ctx, deps) {
    const picture = await healthPicture(deps.db, ctx.chatRow, deps.now())
    const status = composeStatus(await systemStatus(deps), ctx.chatRow, deps.now())
    await reply(ctx, deps, status, ...(picture ? [picture] : []))
  },
}
