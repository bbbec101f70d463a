import { rememberChat } from '@rasid/store'
import type { DigestDeps } from './compose-due-digests.ts'
import { subscribe } from './subscribe.ts'

/** A channel or public group that one of its admins named; the caller has asked Telegram about both. */
export interface NamedChannel {
  chatId: number
  kind: 'channel' | 'group' | 'supergroup'
  title: string
}

/** Subscribes a channel as if its admin had written /start in it. */
export async function subscribeChannel(
  deps: DigestDeps,
  ask: { channel: NamedChannel; updateId: number },
): Promise<{ fresh: boolean }> {
  const chat = await rememberChat(deps.db, { botId: deps.botId, threadId: 0, ...ask.channel })
  return subscribe(deps, { chat, updateId: ask.updateId })
}
