import type { SendFacts } from '@rasid/core'
import type { BotRequest } from '@rasid/operations'
import { Api, GrammyError, HttpError } from 'grammy'

export interface TelegramAddress {
  token: string
  /** `https://api.telegram.org`, or the stand-in of a rehearsal. */
  apiRoot: string
}

// Telegram answers within seconds; past this the answer is lost. Long polling waits 25 s of it.
export const REQUEST_TIMEOUT_SECONDS = 40

/** grammY's client without any plugin: nothing here repeats a request. */
export function telegramApi({ token, apiRoot }: TelegramAddress): Api {
  return new Api(token, { apiRoot, timeoutSeconds: REQUEST_TIMEOUT_SECONDS })
}

/** Makes a request of the sender and says what is known of its end; never throws for what happens on the way. A `signal`
 *  that cuts it off leaves its answer lost. */
export async function sendRequest(api: Api, { method, payload }: BotRequest, signal?: AbortSignal): Promise<SendFacts> {
  try {
    const call = api.raw[method] as (payload: object, signal?: AbortSignal) => Promise<unknown>
    return { kind: 'response', status: 200, body: { ok: true, result: await call(payload, signal) } }
  } catch (error) {
    return factsOf(error)
  }
}

/** What an error of grammY's client says about the request. */
export function factsOf(error: unknown): SendFacts {
  if (error instanceof GrammyError) {
    const { error_code, description, parameters } = error
    return { kind: 'response', status: error_code, body: { ok: false, error_code, description, parameters } }
  }
  const code = codeOf(error instanceof HttpError ? error.error : error)
  return { kind: NOT_WRITTEN.test(code) ? 'no-connection' : 'lost-answer', code }
}

// Ends before a byte of the request was written: names, routes, refused connections, TLS. A reset is not among them:
// a kept-alive connection may be reset after the request was read.
const NOT_WRITTEN =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EPROTO|ERR_TLS_.*|ERR_SSL_.*|CERT_.*|DEPTH_ZERO_.*|SELF_SIGNED_.*|UNABLE_TO_.*)$/

// The message of these errors carries the URL, hence the token; the code never does.
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown'
  const { code, type, name } = error as { code?: unknown; type?: unknown; name?: unknown }
  for (const word of [code, type, name]) if (typeof word === 'string' && /^[\w-]+$/.test(word)) return word
  return 'unknown'
}
