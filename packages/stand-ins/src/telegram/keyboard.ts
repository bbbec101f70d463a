import { type Call, isRecord, structure } from './call.ts'
import { checkLink } from './check-link.ts'
import { badRequest } from './refusal.ts'

const CALLBACK_BYTES = 64
const MARKUP_BYTES = 10_000
const MARKUP_BUTTONS = 100
const ACTIONS = ['url', 'callback_data', 'web_app', 'login_url', 'switch_inline_query', 'copy_text', 'pay']

/** One button under a message, as the Bot API writes it. */
export interface KeyboardButton {
  text: string
  callback_data?: string
  url?: string
  [other: string]: unknown
}

export type Keyboard = KeyboardButton[][]

/**
 * The inline keyboard of a request: `undefined` when none was given, `[]` when it was emptied. Other kinds of reply
 * markup (force_reply, a reply keyboard) are accepted and not shown. Throws a Refusal.
 */
export function keyboardOf(call: Call): Keyboard | undefined {
  const markup = structure(call, 'reply_markup')
  if (markup === undefined) return undefined
  if (!isRecord(markup)) throw badRequest('object expected as reply markup')
  const rows = markup.inline_keyboard
  if (rows === undefined) return undefined
  if (!Array.isArray(rows)) throw badRequest('field "inline_keyboard" must be of type Array')
  const keyboard = rows.map((row: unknown) => {
    if (!Array.isArray(row))
      throw badRequest("can't parse inline keyboard button: inline keyboard row must be an Array")
    return row.map(checkButton)
  })
  const isTooLong =
    Buffer.byteLength(JSON.stringify(keyboard)) > MARKUP_BYTES || keyboard.flat().length > MARKUP_BUTTONS
  if (isTooLong) throw badRequest('reply markup is too long')
  return keyboard.filter((row) => row.length > 0)
}

function checkButton(button: unknown): KeyboardButton {
  const cannot = "can't parse inline keyboard button"
  if (!isRecord(button)) throw badRequest(`${cannot}: InlineKeyboardButton must be an Object`)
  const text = button.text
  if (text === undefined) throw badRequest(`${cannot}: can't find field "text"`)
  if (typeof text !== 'string') throw badRequest(`${cannot}: Field "text" must be of type String`)
  if (!text.isWellFormed()) throw badRequest('strings must be encoded in UTF-8')
  if (text.trim() === '') throw badRequest('REPLY_MARKUP_INVALID')
  const data = button.callback_data
  const hasAction = ACTIONS.some((action) => button[action] !== undefined && button[action] !== '')
  if (!hasAction) throw badRequest(`${cannot}: Text buttons are unallowed in the inline keyboard`)
  if (typeof data === 'string' && Buffer.byteLength(data) > CALLBACK_BYTES) throw badRequest('BUTTON_DATA_INVALID')
  if (button.url !== undefined) checkButtonUrl(String(button.url))
  return { ...button, text }
}

/** td refuses what is no address at all, the server what no host can be called. */
function checkButtonUrl(url: string): void {
  const checked = checkLink(url)
  if ('problem' in checked) throw badRequest(`inline keyboard button URL '${url}' is invalid: ${checked.problem}`)
  const parsed = URL.parse(checked.url)
  const isWeb = parsed?.protocol === 'http:' || parsed?.protocol === 'https:'
  if (!isWeb || parsed === null) return
  const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(parsed.hostname) || parsed.hostname.startsWith('[')
  const isName = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.(xn--[a-z0-9-]+|\p{L}{2,})$/u.test(parsed.hostname)
  if ((!isAddress && !isName) || url.length > 2048) throw badRequest('BUTTON_URL_INVALID')
}
