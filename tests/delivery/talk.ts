import type { Telegram } from '@rasid/stand-ins'
import { eventually, textsOf } from './bot-world.ts'

type Shown = ReturnType<Telegram['conversation']>[number]

/** How tests talk with the bot as people do. */
export interface Talk {
  /** Writes in a private chat, and waits for `count` further messages of the bot. */
  ask(id: number, text: string, count?: number): Promise<string[]>
  /** The bot's last message in a chat. */
  lastOf(chatId: number): Shown | undefined
  /** Presses a button of it; what the presser was told, and what the message says then. */
  press(label: string | RegExp, fromId: number, chatId: number): Promise<{ answer: string | null; text: string }>
}

export function talkWith(telegram: Telegram): Talk {
  const lastOf = (chatId: number) =>
    telegram
      .conversation(chatId)
      .filter(({ from }) => from === 'bot')
      .at(-1)
  return {
    lastOf,
    async ask(id, text, count = 1) {
      const before = textsOf(telegram, id).length
      telegram.say(id, id, text)
      const texts = await eventually(
        () => textsOf(telegram, id),
        (seen) => seen.length >= before + count,
        30_000,
      )
      return texts.slice(before)
    },
    async press(label, fromId, chatId) {
      const message = lastOf(chatId)
      const isIt = (text: string) => (typeof label === 'string' ? text === label : label.test(text))
      const data = message?.keyboard.flat().find(({ text }) => isIt(text))?.data ?? ''
      const answer = await telegram.answerTo(telegram.press(chatId, message?.messageId ?? 0, data, fromId))
      return { answer: answer.text, text: lastOf(chatId)?.text ?? '' }
    },
  }
}
