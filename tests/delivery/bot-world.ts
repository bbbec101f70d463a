import { randomUUID } from 'node:crypto'
import { startBot } from '@rasid/bot'
import { createPace } from '@rasid/core'
import { startTelegram, type Telegram, type TelegramOptions } from '@rasid/stand-ins'
import type { Db } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'

export const BOT_ID = 7770001
export const TOKEN = `${BOT_ID}:rehearsal-${randomUUID()}`

export interface BotWorld {
  database: FreshDatabase
  db: Db
  telegram: Telegram
  /** Everything that the bot logged, as one text. */
  logged(): string
  start(change?: Partial<Parameters<typeof startBot>[0]>): ReturnType<typeof startBot>
  close(): Promise<void>
}

/** A database, a Bot API stand-in, and the real bot between them. */
export async function botWorld(options: Partial<TelegramOptions> = {}): Promise<BotWorld> {
  const database = await freshDatabase()
  const telegram = await startTelegram({ token: TOKEN, strict1sWindow: true, ...options })
  const lines: string[] = []
  const note = (facts: object, message: string) => void lines.push(`${message} ${JSON.stringify(facts)}`)
  const running: Awaited<ReturnType<typeof startBot>>[] = []
  return {
    ...{ database, db: database.store.db, telegram, logged: () => lines.join('\n') },
    async start(change = {}) {
      const bot = await startBot({
        ...{ store: database.store, token: TOKEN, apiRoot: telegram.apiRoot, owners: [], visitor: {} },
        log: { info: note, warn: note, error: note },
        ...change,
      })
      running.push(bot)
      return bot
    },
    async close() {
      await Promise.all(running.map((bot) => bot.stop()))
      await telegram.close()
      await database.drop()
    },
  }
}

/** No pauses between messages, for tests that are not about them. */
export const fastPace = () => {
  const free = { size: 1000, spanMs: 1 }
  return createPace({ overall: free, chat: free, group: free })
}

/** Waits until `look` returns something, and says what it last saw when it never does. */
export async function eventually<T>(
  look: () => T | Promise<T>,
  isThere: (seen: T) => boolean,
  ms = 40_000,
): Promise<T> {
  const end = Date.now() + ms
  for (;;) {
    const seen = await look()
    if (isThere(seen)) return seen
    if (Date.now() > end)
      throw new Error(`not there after ${ms} ms; last seen: ${JSON.stringify(seen)?.slice(0, 2000)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** What the bot wrote in a chat. */
export const textsOf = (telegram: Telegram, chatId: number): string[] =>
  telegram.conversation(chatId).flatMap(({ from, text }) => (from === 'bot' ? [text] : []))
