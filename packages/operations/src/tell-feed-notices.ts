import { type Button, escapeHtml, type Lang } from '@rasid/core'
import { type Db, type FeedNotice, markNoticesTold, operatorsChat, oweMessages, untoldNotices } from '@rasid/store'
import { noticeWords } from './notice-words.ts'
import { successorButtons } from './successor-buttons.ts'

// A bad night of a large host is one message, not fifty.
const MOST_IN_A_MESSAGE = 10
// Telegram takes 4,096; what does not fit comes with the next message.
const MOST_CHARS = 3500

// What asks for a decision. Breaking, silence and their ends are states: the status message shows those.
const KINDS = ['gone', 'merged', 'successor', 'choice'] as const

/**
 * Owes the operators' chat what they must decide of the feeds: one message for all of it, each notice once. Without
 * an operators' chat the notices wait. Returns how many were told.
 */
export function tellFeedNotices(db: Db, botId: number): Promise<number> {
  return db.transaction(async (tx) => {
    const chat = await operatorsChat(tx, botId)
    if (!chat) return 0
    const untold = await untoldNotices(tx, MOST_IN_A_MESSAGE, KINDS)
    const { text, buttons, notices } = composeNotices(untold, chat.lang)
    const last = notices.at(-1)
    if (last === undefined) return 0
    const draft = { text, buttons, preview: false, silent: false }
    await oweMessages(tx, [{ chat: chat.id, kind: 'reply', slot: `ops:feeds:${last.id}`, draft }])
    await markNoticesTold(
      tx,
      notices.map(({ id }) => id),
    )
    return notices.length
  })
}

function composeNotices(untold: readonly FeedNotice[], lang: Lang) {
  const notices: FeedNotice[] = []
  const buttons: Button[][] = []
  let text = ''
  for (const notice of untold) {
    const words = escapeHtml(noticeWords(notice, lang))
    if (notices.length > 0 && text.length + words.length > MOST_CHARS) break
    text += `${text === '' ? '' : '\n\n'}${words}`
    buttons.push(...successorButtons({ id: notice.feedId, successors: offered(notice) }, lang))
    notices.push(notice)
  }
  return { text, buttons, notices }
}

/** The successors that a notice tells, in the order in which the feed keeps them. */
function offered({ kind, detail }: FeedNotice): { url: string }[] {
  if (kind === 'successor') return [{ url: String(detail.url) }]
  return kind === 'choice' && Array.isArray(detail.urls) ? detail.urls.map((url) => ({ url: String(url) })) : []
}
