import type { SendFacts } from '@rasid/core'
import { type BotRequest, redact } from '@rasid/operations'
import { Api, type ApiClientOptions, GrammyError, HttpError, InputFile } from 'grammy'
import { proxiedFetch } from './proxied-fetch.ts'

export interface TelegramAddress {
  token: string
  /** `https://api.telegram.org`, or the stand-in of a rehearsal. */
  apiRoot: string
  /** HTTPS_PROXY, or HTTP_PROXY for a server without TLS. */
  proxy?: string | null
}

// Telegram answers within seconds; past this the answer is lost. Long polling waits 25 s of it.
export const REQUEST_TIMEOUT_SECONDS = 40

/** How grammY's client reaches Telegram. */
export function clientOptions({ apiRoot, proxy }: TelegramAddress): ApiClientOptions {
  return { apiRoot, timeoutSeconds: REQUEST_TIMEOUT_SECONDS, ...(proxy && { fetch: proxiedFetch(proxy) as never }) }
}

/** grammY's client without any plugin: nothing here repeats a request. */
export function telegramApi(telegram: TelegramAddress): Api {
  return new Api(telegram.token, clientOptions(telegram))
}

/** The bytes of a file that a person sent. The address with the token stays in here, also when it fails. */
export async function downloadFile(api: Api, telegram: TelegramAddress, fileId: string): Promise<Uint8Array> {
  const { file_path } = await api.getFile(fileId)
  const get = telegram.proxy ? proxiedFetch(telegram.proxy) : fetch
  const url = `${telegram.apiRoot}/file/bot${telegram.token}/${file_path}`
  try {
    const response = await get(url, { signal: AbortSignal.timeout(30_000) })
    if (!response.ok) throw new Error(`status ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  } catch (error) {
    throw new Error(redact(`the file could not be downloaded: ${String(error)}`))
  }
}

/** Makes a request of the sender and says what is known of its end; never throws for what happens on the way. A `signal`
 *  that cuts it off leaves its answer lost. */
export async function sendRequest(api: Api, { method, payload }: BotRequest, signal?: AbortSignal): Promise<SendFacts> {
  try {
    const call = api.raw[method] as (payload: object, signal?: AbortSignal) => Promise<unknown>
    return { kind: 'response', status: 200, body: { ok: true, result: await call(uploaded(payload), signal) } }
  } catch (error) {
    return factsOf(error)
  }
}

// Files come as what they hold; grammY uploads them.
function uploaded(payload: BotRequest['payload']): BotRequest['payload'] {
  const { document, photo } = payload as {
    document?: { name: string; content: string }
    photo?: { name: string; bytes: Uint8Array }
  }
  if (photo) return { ...payload, photo: new InputFile(photo.bytes, photo.name) }
  return document ? { ...payload, document: new InputFile(Buffer.from(document.content), document.name) } : payload
}

/** What an error of grammY's client says about the request. */
export function factsOf(error: unknown): SendFacts {
  if (error instanceof GrammyError) {
    const { error_code, description, parameters } = error
    return { kind: 'response', status: error_code, body: { ok: false, error_code, description, parameters } }
  }
  const reason = error instanceof HttpError ? error.error : error
  // undici's fetch, behind a proxy, wraps the error that has the code.
  const cause = reason instanceof TypeError ? reason.cause : undefined
  const code = codeOf(cause ?? reason)
  return { kind: NOT_WRITTEN.test(code) ? 'no-connection' : 'lost-answer', code }
}

// Ends before a byte of the request was written: names, routes, refused connections, TLS. A reset is not among them:
// a kept-alive connection may be reset after the request was read.
const NOT_WRITTEN =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|EPROTO|ERR_TLS_.*|ERR_SSL_.*|CERT_.*|DEPTH_ZERO_.*|SELF_SIGNED_.*|UNABLE_TO_.*)$/

// The message of these errors carries the URL, hence the token; the code never does.
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown'
  const { code, type, name } = error as { code?: unknown; type?: unknown; name?: unknown }
  for (const word of [code, type, name]) if (typeof word === 'string' && /^[\w-]+$/.test(word)) return word
  return 'unknown'
}
