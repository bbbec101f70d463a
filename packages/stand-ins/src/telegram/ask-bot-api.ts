import type { Telegram } from './start-telegram.ts'

/** What the Bot API answers. */
export interface BotApiAnswer<Result = unknown> {
  status: number
  ok: boolean
  result?: Result
  error_code?: number
  description?: string
  parameters?: { retry_after?: number; migrate_to_chat_id?: number }
}

/** Calls one method with plain fetch: JSON by default, a form when `params` is one. For tests without a client library. */
export async function askBotApi<Result = unknown>(
  telegram: Pick<Telegram, 'apiRoot'>,
  token: string,
  method: string,
  params: Record<string, unknown> | FormData | URLSearchParams = {},
): Promise<BotApiAnswer<Result>> {
  const isForm = params instanceof FormData || params instanceof URLSearchParams
  const response = await fetch(`${telegram.apiRoot}/bot${token}/${method}`, {
    method: 'POST',
    ...(isForm ? { body: params } : { body: JSON.stringify(params), headers: { 'content-type': 'application/json' } }),
  })
  return { status: response.status, ...((await response.json()) as Omit<BotApiAnswer<Result>, 'status'>) }
}
