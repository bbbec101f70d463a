// The Telegram bot: a poller that answers, a teller, a digest clock and a sender. `startBot` runs them all.
export type { Command } from './commands/command.ts'
export { commands } from './commands/index.ts'
export { createBot } from './create-bot.ts'
export { describeError } from './describe-error.ts'
export { botIdOf, type StartBotDeps } from './session.ts'
export { type RunningBot, startBot } from './start-bot.ts'
export { sendRequest, telegramApi } from './telegram-api.ts'
export type { Webhook } from './webhook.ts'
