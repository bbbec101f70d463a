import { randomBytes } from 'node:crypto'
import type { BotState, CallbackAnswer } from './bot-state.ts'
import { messageJson, userJson } from './wire.ts'
import { chatOf, personOf } from './world.ts'

const PATIENCE_MS = 10_000

export interface PressControl {
  /** A person presses a button that the message really carries; returns the query id. Throws when it has no such button. */
  press(chatId: number, messageId: number, data: string, fromId: number): string
  /** The bot's answer to a press, when it came; waits at most `timeoutMs` (10 s), then throws. */
  answerTo(queryId: string, timeoutMs?: number): Promise<CallbackAnswer>
}

export function pressControl(
  bot: BotState,
  onAnswer: (listener: (answer: CallbackAnswer) => void) => () => void,
): PressControl {
  return {
    press: (chatId, messageId, data, fromId) => press(bot, chatId, messageId, data, fromId),
    answerTo(queryId, timeoutMs = PATIENCE_MS) {
      const known = bot.callbacks.get(queryId)
      if (known?.answer) return Promise.resolve(known.answer)
      return new Promise((resolve, reject) => {
        const stop = onAnswer((answer) => {
          if (answer.queryId !== queryId) return
          clearTimeout(timer)
          stop()
          resolve(answer)
        })
        const timer = setTimeout(() => {
          stop()
          reject(new Error(`the press ${queryId} was not answered`))
        }, timeoutMs)
      })
    },
  }
}

function press(bot: BotState, chatId: number, messageId: number, data: string, fromId: number): string {
  const chat = chatOf(bot.world, chatId)
  const message = chat.messages.get(messageId)
  const known = message?.keyboard.flat().map((button) => button.callback_data) ?? []
  if (!message || !known.includes(data)) {
    throw new Error(`message ${messageId} has no button "${data}", only ${known.join(', ')}`)
  }
  const id = BigInt(`0x${randomBytes(7).toString('hex')}`).toString()
  bot.callbacks.set(id, { id, fromId, at: bot.world.now(), answer: null })
  const from = userJson(personOf(bot.world, fromId))
  const shown = messageJson(bot.world, chat, message)
  bot.updates.add({ callback_query: { id, from, message: shown, chat_instance: String(chatId), data } })
  return id
}
