import { autoRetry } from '@grammyjs/auto-retry'
import { apiThrottler } from '@grammyjs/transformer-throttler'
import { Api } from 'grammy'

/** The usual way with grammY's own plugins, as their pages show it: everything is handed over at once, and awaited. */
export async function sendWithPlugins(
  telegram: { token: string; apiRoot: string },
  chats: readonly number[],
): Promise<void> {
  const api = new Api(telegram.token, { apiRoot: telegram.apiRoot })
  api.config.use(autoRetry())
  api.config.use(apiThrottler())
  await Promise.allSettled(chats.map((chat) => api.sendMessage(chat, `رسالة إلى ${chat}`)))
}
