import type { ConversationMessage, Telegram } from '@rasid/stand-ins'

export interface Reader {
  id: number
  /** As Telegram has it. */
  name: string
  /** As the narration has it. */
  said: string
}

/** Keeps what a new chat gets: alerts at once, and a digest of the rest in the morning. */
export const LAYLA: Reader = { id: 1001, name: 'ليلى', said: 'Layla' }
/** Switches alerts off: everything comes in the morning. */
export const OMAR: Reader = { id: 1002, name: 'عمر', said: 'Omar' }
export const READERS: readonly Reader[] = [LAYLA, OMAR]

/** What the bot has sent a reader, as it looks now, oldest first. */
export function received(telegram: Telegram, reader: Reader): ConversationMessage[] {
  return telegram.conversation(reader.id).filter(({ from }) => from === 'bot')
}

/** Opens the settings and presses the button that switches alerts off, as a person would. */
export async function switchAlertsOff(telegram: Telegram, reader: Reader): Promise<void> {
  const button = () => {
    const messages = received(telegram, reader)
    const withButton = messages.find(({ keyboard }) => keyboard.flat().some(({ data }) => data === ALERTS_OFF))
    return withButton?.messageId
  }
  telegram.say(reader.id, reader.id, '/settings')
  await telegram.until(() => button() !== undefined, { timeoutMs: 20_000, what: 'the settings with their buttons' })
  const query = telegram.press(reader.id, button() ?? 0, ALERTS_OFF, reader.id)
  await telegram.answerTo(query, 20_000)
}

const ALERTS_OFF = 'set:alerts:off'
