import type { Api } from 'grammy'
import type { BotLog } from './bot-deps.ts'
import { ALLOWED_UPDATES } from './create-bot.ts'
import { describeError } from './describe-error.ts'

export interface KeepWebhookDeps {
  api: Api
  /** Where Telegram posts to: RASID_PUBLIC_URL and the webhook's path. */
  url: string
  secret: string
  log: BotLog
  /** Somebody took the webhook away that was set: another instance with the same token. */
  onTaken(): Promise<void>
}

const LOOK_MS = 60_000
const AFTER_FAILURE_MS = 5_000

/**
 * One turn in the poller's place: tells Telegram the webhook, and looks every minute whether it still stands (another
 * instance that polls takes it away) and whether Telegram reaches it. Returns how long to rest.
 */
export function keepWebhook({ api, url, secret, log, onTaken }: KeepWebhookDeps): () => Promise<number> {
  let told = 0
  let isSet = false
  return async () => {
    try {
      const info = await api.getWebhookInfo()
      if (!isSet || info.url !== url) {
        await api.setWebhook(url, { secret_token: secret, allowed_updates: ALLOWED_UPDATES })
        if (isSet) await onTaken()
        isSet = true
      }
      const failedAt = info.last_error_date ?? 0
      if (failedAt > told) log.warn({ reason: info.last_error_message }, 'Telegram could not reach the webhook')
      told = Math.max(told, failedAt)
      return LOOK_MS
    } catch (error) {
      log.warn({ err: describeError(error) }, 'the webhook could not be set')
      return AFTER_FAILURE_MS
    }
  }
}
