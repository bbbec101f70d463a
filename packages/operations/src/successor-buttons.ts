import { type Button, type Lang, texts } from '@rasid/core'
import { maskUrl } from '@rasid/web-client'

// Telegram cuts longer labels on a phone; the whole address stands in the message and in the question that follows.
const LONGEST_LABEL = 40

/** One button for each address that was found for a lost feed: `swap:<feed>:<n>`, answered by the bot. None without successors. */
export function successorButtons(
  { id, successors }: { id: number; successors: readonly { url: string }[] | null },
  lang: Lang,
): Button[][] {
  return (successors ?? []).map(({ url }, n) => {
    const { host, pathname } = new URL(maskUrl(url))
    const address = `${host}${pathname}`
    const label = address.length > LONGEST_LABEL ? `${address.slice(0, LONGEST_LABEL)}…` : address
    return [{ text: texts(lang).feeds.takeSuccessor(label), data: `swap:${id}:${n}` }]
  })
}
