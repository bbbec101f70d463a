import type { Telegram } from '@rasid/stand-ins'

type ConversationMessage = ReturnType<Telegram['conversation']>[number]

/** The conversation that /chat shows: the real bot on one side, the person at this page on the other. */
export interface Rehearsal {
  conversation(): ConversationMessage[]
  /** The person writes. */
  say(text: string): void
  /** The person presses a button. @returns the pop-up that the bot answered with, '' when none or when it came too late. */
  press(messageId: number, data: string): Promise<string>
  /** @returns how to stop listening. */
  onChange(listener: () => void): () => void
}

/** One person's private chat with the bot, played through the stand-in. `started`: messages that are still owed to the
 *  person from an earlier run may be sent without a new /start. */
export function rehearse(telegram: Telegram, person: { id: number; name: string }): Rehearsal {
  telegram.user(person.id, { name: person.name, lang: 'ar', started: true })
  return {
    conversation: () => telegram.conversation(person.id),
    say: (text) => void telegram.say(person.id, person.id, text),
    press: async (messageId, data) => {
      const isThere = telegram
        .conversation(person.id)
        .some((message) => message.messageId === messageId && message.keyboard.flat().some((key) => key.data === data))
      if (!isThere) return '' // an old page: the message was edited meanwhile
      const query = telegram.press(person.id, messageId, data, person.id)
      return telegram.answerTo(query).then(
        ({ text }) => text ?? '',
        () => '',
      )
    },
    onChange: (listener) => telegram.on('change', (chatId) => chatId === person.id && listener()),
  }
}
