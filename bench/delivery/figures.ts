import type { Telegram } from '@rasid/stand-ins'

const MARK = 'قد تكون هذه الرسالة مكررة'
const LIMIT_PER_SECOND = 30

export interface Figures {
  name: string
  chats: number
  seconds: number
  /** Requests that Telegram counts against the limit, a second, as a share of 30. */
  ofLimit: number
  refused429: number
  /** Chats that have nothing, and whose message is not counted as unknown either. */
  lost: number
  /** Sent twice without an answer, and given up: counted, never silent. */
  givenUp: number
  /** Chats that have a message twice without a word that it may be a repeat. */
  twice: number
  marked: number
}

/** What chats and server saw of one run. The rate is that of the time in which there was always something to send: until
 *  the last chat's first request, since a repeat after an unknown outcome waits half a minute on purpose. */
export function figuresOf(name: string, telegram: Telegram, chats: readonly number[], givenUp = 0): Figures {
  const sends = telegram.requests().filter(({ method }) => method.toLowerCase() === 'sendmessage')
  const started = sends[0]?.at.getTime() ?? 0
  const asked = new Set<number | null>()
  let busyUntil = started
  for (const { chatId, at } of sends) {
    if (!asked.has(chatId)) busyUntil = at.getTime()
    asked.add(chatId)
  }
  const counted = sends.filter(({ at, status }) => at.getTime() <= busyUntil && status !== 429)
  // The first burst needs no time at all; the rate is measured after it.
  const seconds = (busyUntil - started) / 1000
  const texts = chats.map((chat) => telegram.conversation(chat).map(({ text }) => text))
  const plain = texts.map((all) => all.filter((text) => !text.includes(MARK)))
  return {
    name,
    chats: chats.length,
    seconds: round(seconds),
    ofLimit: round(Math.max(0, counted.length - LIMIT_PER_SECOND) / seconds / LIMIT_PER_SECOND),
    refused429: sends.filter(({ status }) => status === 429).length,
    lost: Math.max(0, texts.filter((all) => all.length === 0).length - givenUp),
    givenUp,
    twice: plain.filter((all) => all.length > 1).length,
    marked: texts.flat().length - plain.flat().length,
  }
}

const round = (value: number): number => Math.round(value * 1000) / 1000
