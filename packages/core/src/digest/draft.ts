/** A button either calls the bot back (`data`, at most 64 bytes) or opens a link. */
export type Button = { text: string; data: string } | { text: string; url: string }

/** A message ready to be owed: Telegram HTML that the server accepts, at most 4,096 characters and 90 entities. */
export interface MessageDraft {
  text: string
  /** Rows of the inline keyboard; empty for none. */
  buttons: Button[][]
  /** Whether Telegram may show a link preview: only for a single story. */
  preview: boolean
  /** Sent without a sound. */
  silent: boolean
}

/** A draft that tells of stories: the rows of `message_stories` are written with it. */
export interface StoriesDraft extends MessageDraft {
  storyIds: string[]
}

/** What a press means. Kept to one letter: callback data holds 64 bytes, ids included. */
const ACTIONS = { story: 's', why: 'w', useful: 'u', useless: 'n', command: 'c', page: 'p' } as const

export type PressAction = keyof typeof ACTIONS

/** Callback data such as `s:42`. Throws when it would not fit: an id of that length is a mistake of the caller. */
export function callbackData(action: PressAction, value: string): string {
  const data = `${ACTIONS[action]}:${value}`
  if (!/^[\w:-]{1,64}$/.test(data)) throw new RangeError(`callback data does not fit Telegram's 64 bytes: ${data}`)
  return data
}

/** Reads callback data back; null for anything else (old keyboards, forged presses). */
export function parseCallbackData(data: string): { action: PressAction; value: string } | null {
  const [, letter, value] = /^([a-z]):([\w:-]{1,62})$/.exec(data) ?? []
  const action = (Object.keys(ACTIONS) as PressAction[]).find((name) => ACTIONS[name] === letter)
  return action && value !== undefined ? { action, value } : null
}

/** Where a story's number button leads: a card in this chat, or (groups and channels) the private chat by deep link. */
export type CardTarget = { kind: 'here' } | { kind: 'private'; botName: string }

/** The payload of `/start` in a deep link; parsed by `storyOfStart`. */
export function storyLink(botName: string, storyId: string): string {
  return `https://t.me/${botName}?start=s_${storyId}`
}

/** The story that a `/start` payload asks for, or null. */
export function storyOfStart(payload: string): string | null {
  return /^s_([\w-]{1,62})$/.exec(payload)?.[1] ?? null
}

/** The button that opens a story's card. */
export function storyButton(text: string, storyId: string, target: CardTarget): Button {
  return target.kind === 'here'
    ? { text, data: callbackData('story', storyId) }
    : { text, url: storyLink(target.botName, storyId) }
}
