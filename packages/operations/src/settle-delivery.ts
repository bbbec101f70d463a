import { cleanTitle, type Lang, type SendOutcome, type SettleEffect, settle, texts } from '@rasid/core'
import {
  type ClaimedMessage,
  forgetDeadProofs,
  leaveTopic,
  migrateChat,
  noteDeadProof,
  oweMessages,
  settleMessage,
  stopChat,
} from '@rasid/store'
import { holdDeliveries } from './delivery-hold.ts'
import type { RowDraft } from './message-request.ts'
import type { SendDeps } from './send-messages.ts'
import { splitPlain } from './split-plain.ts'
import { tellOperators } from './tell-operators.ts'

/** Writes what became of a request, and does what follows from it for its chat or the bot. */
export async function settleDelivery(deps: SendDeps, message: ClaimedMessage, outcome: SendOutcome): Promise<void> {
  const now = deps.now()
  const { message: settled, effects } = settle(owedOf(message), outcome, now)
  const waitMs = settled.notBefore ? settled.notBefore.getTime() - now.getTime() : 0
  const attempts = message.kind === 'edit' ? Math.max(settled.unknowns, settled.attempts) : settled.attempts
  const wrote = await settleMessage(deps.db, { id: message.id, owner: deps.owner }, { ...settled, attempts, waitMs })
  if (!wrote) deps.log.warn({ message: message.id }, 'another sender settled this message')
  for (const effect of effects) await follow(deps, message, effect)
}

// An edit may be repeated without harm, so its unknown outcomes are only counted, in `attempts`.
function owedOf(message: ClaimedMessage): Parameters<typeof settle>[0] {
  const { kind, attempts, plain } = message
  const unknowns = kind === 'edit' ? attempts : Number(message.maybeTwice)
  return { kind, attempts, unknowns, plain, bare: (message.draft as RowDraft).buttons.length === 0 }
}

async function follow(deps: SendDeps, message: ClaimedMessage, effect: SettleEffect): Promise<void> {
  const { db, botId } = deps
  switch (effect.kind) {
    case 'chat-lives':
      return message.to.deadProofs > 0 ? forgetDeadProofs(db, message.chat) : undefined
    case 'pause-chat':
      if ((await noteDeadProof(db, message.chat)) >= effect.proofs)
        await stopChat(db, message.chat, 'dead', effect.reason)
      return
    case 'move-chat':
      return migrateChat(db, botId, message.to.chatId, effect.chatId)
    case 'leave-topic':
      return leaveTopic(db, message.to)
    case 'wait-chat':
      return deps.pace.flooded(message.to.chatId, effect.forMs, deps.now().getTime())
    case 'hold-bot':
      if (await holdDeliveries(db, botId, { reason: effect.reason, since: deps.now().toISOString() }))
        deps.onHold?.(effect.reason)
      return
    case 'split-message':
      return oweHalves(deps, message)
    case 'tell-operators':
      return tellOf(deps, message, effect.of)
    default:
      return effect satisfies never
  }
}

type Told = Extract<SettleEffect, { kind: 'tell-operators' }>['of']

async function tellOf({ db, botId, now }: SendDeps, { chat, to }: ClaimedMessage, of: Told): Promise<void> {
  const day = now().toISOString().slice(0, 10)
  if (of === 'second-instance') return tellOperators(db, botId, { slot: `conflict:${day}`, words: secondInstance })
  const words = (lang: Lang) => texts(lang).ops.topicLeft(cleanTitle(to.title) || String(to.chatId))
  return tellOperators(db, botId, { slot: `topic-left:${chat}:${day}`, words })
}

const secondInstance = (lang: Lang): string => texts(lang).operators.secondInstance

// Telegram found the message too long, which a composer's bug made: its words still arrive, as plain text.
async function oweHalves(deps: SendDeps, message: ClaimedMessage): Promise<void> {
  const parts = splitPlain((message.draft as RowDraft).text)
  const owed = parts.map((text, index) => ({
    chat: message.chat,
    kind: message.kind,
    slot: message.slot,
    part: message.part * 100 + index + 1,
    draft: { text, buttons: [], preview: false, silent: false },
  }))
  // Only once: a half that is refused again for its length is a dead letter.
  if (message.part < 100) await oweMessages(deps.db, owed)
}
