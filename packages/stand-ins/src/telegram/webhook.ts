import type { BotState } from './bot-state.ts'
import { isRecord } from './call.ts'
import { methods } from './methods/index.ts'

// The real server waits longer; tests of a webhook that fails once should not.
const RETRY_MS = 200

/** Delivers updates to the webhook, one after another, and again until it answers 2xx. Ends with `closing`. */
export function pushUpdates(bot: BotState, closing: AbortSignal): void {
  let busy = false
  let timer: NodeJS.Timeout | undefined
  closing.addEventListener('abort', () => clearTimeout(timer))

  async function push(): Promise<void> {
    if (busy || closing.aborted) return
    busy = true
    let isDelivered = true
    while (isDelivered && bot.webhook && bot.updates.pending().length > 0)
      isDelivered = await deliverFirst(bot, closing)
    busy = false
    if (!isDelivered && !closing.aborted) timer = setTimeout(push, RETRY_MS)
  }

  bot.updates.onAdd(() => void push())
}

async function deliverFirst(bot: BotState, closing: AbortSignal): Promise<boolean> {
  const update = bot.updates.pending()[0]
  const webhook = bot.webhook
  if (!update || !webhook) return false
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(webhook.secret !== null && { 'x-telegram-bot-api-secret-token': webhook.secret }),
      },
      body: JSON.stringify(update),
      signal: closing,
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`Wrong response from the webhook: ${response.status} ${response.statusText}`)
    bot.updates.confirm(update.update_id)
    await callInAnswer(bot, text, closing)
    return true
  } catch (error) {
    webhook.lastError = { at: bot.world.now(), text: error instanceof Error ? error.message : String(error) }
    return false
  }
}

/** A webhook may answer with a method call; nobody hears its result. */
async function callInAnswer(bot: BotState, text: string, signal: AbortSignal): Promise<void> {
  if (!text.startsWith('{')) return
  const params: unknown = JSON.parse(text)
  const name = isRecord(params) ? String(params.method ?? '').toLowerCase() : ''
  await methods.get(name)?.(bot, { method: name, params: params as Record<string, unknown>, files: new Map(), signal })
}
