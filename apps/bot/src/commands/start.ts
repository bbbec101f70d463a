import { storyOfStart } from '@rasid/core'
import { subscribe } from '@rasid/operations'
import { reply } from '../reply.ts'
import { showStory } from '../show-story.ts'
import { argumentOf, type Command } from './command.ts'

/** Subscribes; by a deep link from a group (`/start s_42`) it opens that story's card instead. */
export const start: Command = {
  name: 'start',
  role: 'subscriber',
  configures: true,
  async run(ctx, deps) {
    const storyId = storyOfStart(argumentOf(ctx))
    const card = storyId === null ? null : await showStory(deps, ctx.chatRow, Number(storyId))
    if (card) return reply(ctx, deps, card)
    await subscribe(deps, { chat: ctx.chatRow, updateId: ctx.update.update_id })
    deps.wakeSender()
  },
}
