import { type Lang, texts } from '@rasid/core'
import { tellOperators } from '@rasid/operations'
import type { BotDeps } from './bot-deps.ts'

/** Somebody else uses the bot's token: said in the log, and once a day in the operators' chat, in plain words. */
export async function tellConflict(deps: Pick<BotDeps, 'db' | 'botId' | 'log' | 'now'>): Promise<void> {
  deps.log.warn({ bot: deps.botId }, texts('en').operators.secondInstance)
  const day = deps.now().toISOString().slice(0, 10)
  const words = (lang: Lang) => texts(lang).operators.secondInstance
  await tellOperators(deps.db, deps.botId, { slot: `conflict:${day}`, words })
}
