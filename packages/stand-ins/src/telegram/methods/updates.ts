import type { BotState, Method } from '../bot-state.ts'
import { type Call, flag, integer, string, structure } from '../call.ts'
import { badRequest, Refusal } from '../refusal.ts'

const WEBHOOK_ACTIVE =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"

export const getUpdates: Method = (bot, call) => {
  if (bot.webhook) throw new Refusal(409, WEBHOOK_ACTIVE)
  bot.updates.allow(allowedKinds(call))
  const limit = integer(call, 'limit', 100)
  return bot.updates.poll({
    offset: integer(call, 'offset', 0),
    limit: limit < 1 || limit > 100 ? 100 : limit,
    timeoutMs: Math.min(Math.max(integer(call, 'timeout', 0), 0), 50) * 1000,
    signal: call.signal,
  })
}

/** Loopback addresses may be plain http here, so that a webhook can be tested without certificates. */
export const setWebhook: Method = (bot, call) => {
  const url = string(call, 'url')
  if (url === '') return removeWebhook(bot, call)
  const parsed = URL.parse(url)
  const isLoopback = parsed?.hostname === '127.0.0.1' || parsed?.hostname === 'localhost'
  if (parsed?.protocol !== 'https:' && !isLoopback) {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
  }
  const secret = string(call, 'secret_token')
  if (secret.length > 256) throw badRequest('secret token is too long')
  if (!/^[A-Za-z0-9_-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters')
  bot.updates.allow(allowedKinds(call))
  if (flag(call, 'drop_pending_updates')) bot.updates.drop()
  bot.updates.endPoll('webhook')
  bot.webhook = { url, secret: secret === '' ? null : secret, lastError: null }
  bot.updates.wake()
  return true
}

export const deleteWebhook: Method = (bot, call) => removeWebhook(bot, call)

export const getWebhookInfo: Method = (bot) => {
  const allowed = bot.updates.allowed()
  const error = bot.webhook?.lastError
  return {
    ...{ url: bot.webhook?.url ?? '', has_custom_certificate: false },
    pending_update_count: bot.updates.pending().length,
    ...(allowed.length > 0 && { allowed_updates: allowed }),
    ...(bot.webhook && { max_connections: 40 }),
    ...(error && { last_error_date: Math.floor(error.at / 1000), last_error_message: error.text }),
  }
}

function removeWebhook(bot: BotState, call: Call): boolean {
  if (flag(call, 'drop_pending_updates')) bot.updates.drop()
  bot.webhook = null
  return true
}

function allowedKinds(call: Call): string[] | undefined {
  const kinds = structure(call, 'allowed_updates')
  return Array.isArray(kinds) ? kinds.map(String) : undefined
}
