import type { Texts } from '@rasid/core'
import type { BotContext, BotDeps } from '../bot-deps.ts'

/** One command. The list of them is what dispatches, fills Telegram's menus and writes /help. */
export interface Command {
  /** Without the slash; its one-line summary has the same name in core's `commandTexts`. */
  name: keyof Texts['commands'] & string
  /** `unlisted`: works for anybody, stands in no menu. */
  role: 'subscriber' | 'operator' | 'unlisted'
  /** Changes what the whole chat gets: in groups only for admins. */
  configures?: boolean
  /** May stand as the caption of a file. */
  inCaption?: boolean
  run(ctx: BotContext, deps: BotDeps): Promise<unknown>
}

/** What was written after the command. */
export function argumentOf(ctx: BotContext): string {
  return String(ctx.match ?? '').trim()
}
