import type { BotState, CallbackAnswer } from './bot-state.ts'
import { type ChatControl, chatControl } from './control-chats.ts'
import { type MessageControl, messageControl } from './control-messages.ts'
import { type PressControl, pressControl } from './control-presses.ts'

/** The people's side of the stand-in: what they do, and what they see. No HTTP. */
export interface Control extends ChatControl, MessageControl, PressControl {
  /** The old token answers 401 from now on, also to a poll that waits; the new one works when given. */
  revokeToken(newToken?: string): void
}

/** `onAnswer` registers interest in the bot's answers to presses and returns the way to stop. */
export function control(bot: BotState, onAnswer: (listener: (answer: CallbackAnswer) => void) => () => void): Control {
  return {
    ...chatControl(bot),
    ...messageControl(bot),
    ...pressControl(bot, onAnswer),
    revokeToken(newToken = '') {
      bot.world.token = newToken
      bot.updates.endPoll('revoked')
    },
  }
}
