import type { Pace } from '@rasid/core'
import type { PreviewDeps } from '@rasid/operations'
import type { Chat, Db, Role } from '@rasid/store'
import type { Context } from 'grammy'

/** What the bot logs through; pino has this shape. */
export interface BotLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** What handlers need. One bot, one token: `botId` marks every row that they write. */
export interface BotDeps {
  db: Db
  botId: number
  botName: string
  /** Owners named by RASID_OPERATORS. */
  owners: readonly number[]
  now(): Date
  log: BotLog
  /** Shared with the sender: edits that a press asks for count against the same limits. */
  pace: Pace
  /** Where the page is opened, for `/page`; null while that is not known. */
  pageUrl(): string | null
  /** How `/addfeed` appears to publishers, and what the guard lets through. */
  feeds: PreviewDeps['visitor']
  /** The bytes of a file that a person sent. Its address holds the token, so nothing else may learn it. */
  download(fileId: string): Promise<Uint8Array>
  /** A message is owed: look at once. */
  wakeSender(): void
  /** Work that outlasts its update, such as looking at a site; waited for at the end. */
  background(job: Promise<void>): void
}

/** A context of a chat that has its row. */
export type BotContext = Context & {
  chatRow: Chat
  /** null: not an operator. Anonymous admins are nobody. */
  role: Role | null
}
