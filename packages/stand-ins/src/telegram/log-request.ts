import type { BotState } from './bot-state.ts'
import type { Fault } from './faults.ts'

/** One request as it came and as it ended. `status` 0: no answer was given. */
export interface LoggedRequest {
  n: number
  at: Date
  method: string
  chatId: number | null
  params: Readonly<Record<string, unknown>>
  status: number
  description: string | null
  /** The id of the message that it made or changed. */
  messageId: number | null
  /** The fault that it met. */
  fault: Fault['kind'] | null
}

/** Notes a request as it arrives; the entry is filled in as it ends. */
export function logRequest(
  deps: { bot: BotState; log: LoggedRequest[] },
  name: string,
  params: Record<string, unknown>,
  fault: Fault['kind'] | null,
): LoggedRequest {
  const chatId = Number(params.chat_id ?? Number.NaN)
  const logged: LoggedRequest = {
    ...{ n: deps.log.length + 1, at: new Date(deps.bot.world.now()), method: name, params, fault },
    ...{ chatId: Number.isFinite(chatId) ? chatId : null, status: 0, description: null, messageId: null },
  }
  deps.log.push(logged)
  return logged
}

/** Notes what the method answered, also when the client never hears of it. */
export function logResult(logged: LoggedRequest, result: { status: number; body: unknown }): void {
  const body = result.body as { description?: string; result?: { message_id?: number } }
  logged.status = result.status
  logged.description = body.description ?? null
  logged.messageId = body.result?.message_id ?? null
}
