import { type SendOutcome, sendOutcome } from '@rasid/core'
import { beginSending, type ClaimedMessage, messageNumbers } from '@rasid/store'
import { messageRequest, type RowDraft } from './message-request.ts'
import { drawPicture } from './picture.ts'
import type { SendDeps } from './send-messages.ts'

/** Longer than any request may take, so that a live request never loses its claim. */
export const SENDING_MS = 60_000

/** What is known once `sending` is committed: which may leave, and the numbers of the messages that they change or answer. */
export interface Begun {
  ids: ReadonlySet<number>
  numbers: ReadonlyMap<number, number>
}

/** Commits `sending` for messages that leave now, as far as their claims are still ours. */
export async function begin({ db, owner }: SendDeps, messages: readonly ClaimedMessage[]): Promise<Begun> {
  const numbers = await messageNumbers(
    db,
    messages.flatMap(({ draft }) => targetOf(draft as RowDraft) ?? []),
  )
  const ids = messages.map(({ id }) => id)
  return { numbers, ids: await beginSending(db, ids, owner, SENDING_MS) }
}

const targetOf = ({ edits, answers }: RowDraft): number | undefined => edits ?? answers

/** Makes the request, if the claim is still ours. The pace counts from the answer, not from when it was settled. */
export async function attempt(
  deps: SendDeps,
  message: ClaimedMessage,
  begun: Promise<Begun>,
): Promise<SendOutcome | null> {
  try {
    const { ids, numbers } = await begun
    if (!ids.has(message.id)) return null
    const draft = message.draft as RowDraft
    const target = numbers.get(targetOf(draft) ?? 0) ?? null
    if (draft.edits !== undefined && target === null) {
      return { kind: 'message-gone', description: 'the message to edit was never sent' }
    }
    return sendOutcome(await deps.sendRequest(messageRequest(message, target, await photoOf(deps, message))))
  } finally {
    deps.pace.answered(message.to.chatId, deps.now().getTime())
  }
}

// A picture that cannot be drawn, or that Telegram refused, is no reason to keep its words from a reader.
async function photoOf({ log }: SendDeps, { id, draft, plain }: ClaimedMessage): Promise<Uint8Array | null> {
  const { picture } = draft as RowDraft
  if (picture === undefined || plain) return null
  try {
    return await drawPicture(picture)
  } catch (error) {
    log.warn({ err: error, message: id }, 'a picture could not be drawn; its caption goes alone')
    return null
  }
}
