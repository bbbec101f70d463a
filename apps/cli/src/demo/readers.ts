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

/** Opens the settings, their page of alerts, and presses the button that switches them off, as a person would. */
export async function switchAlertsOff(telegram: Telegram, reader: Reader): Promise<void> {
  telegram.say(reader.id, reader.id, '/settings')
  for (const button of [OPEN_ALERTS, ALERTS_OFF]) await press(telegram, reader, button)
}

/** Presses a button once a message of the bot shows it, and waits for the answer. */
async function press(telegram: Telegram, reader: Reader, button: string): Promise<void> {
  const shown = () =>
    received(telegram, reader).find(({ keyboard }) => keyboard.flat().some(({ data }) => data === button))
  await telegram.until(() => shown() !== undefined, { timeoutMs: 20_000, what: `a message with the button ${button}` })
  const query = telegram.press(reader.id, shown()?.messageId ?? 0, button, reader.id)
  await telegram.answerTo(query, 20_000)
}

const OPEN_ALERTS = 'set:open:alerts'
const ALERTS_OFF = 'set:alerts:off'
