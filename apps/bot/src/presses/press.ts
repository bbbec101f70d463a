import type { BotContext, BotDeps } from '../bot-deps.ts'

/** What the person who pressed is told: a short notice, or a pop-up (at most 200 characters). Nothing: only acknowledged. */
export interface PressAnswer {
  text?: string
  popUp?: boolean
}

/** The handler of one family of buttons. null: the data is not of this family. */
export type Press = (ctx: BotContext, deps: BotDeps, data: string) => Promise<PressAnswer | null>
