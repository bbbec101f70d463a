import { type Button, type MessageDraft, texts } from '@rasid/core'
import { actorNames, askToConfirm, changedSince, confirmAction } from '@rasid/operations'
import type { AuditSubject } from '@rasid/store'
import type { BotContext, BotDeps } from './bot-deps.ts'
import { editPressed } from './edit-pressed.ts'
import { titledLines } from './page-lines.ts'
import type { Press, PressAnswer } from './presses/press.ts'
import { refusalOf } from './register-commands.ts'
import { plainLines } from './reply.ts'

/** What is done once its asker confirmed; the draft takes the question's place. */
export interface Confirmed<Input> {
  /** Lower-case letters; travels in the button. */
  action: string
  run(ctx: BotContext, deps: BotDeps, input: Input): Promise<MessageDraft>
}

/** A question with two explicit verbs. Only its asker can answer, for 15 minutes, once. */
export async function question<Input>(
  ctx: BotContext,
  deps: BotDeps,
  ask: { action: Confirmed<Input>; input: Input; title: string; lines?: readonly string[]; about?: AuditSubject },
): Promise<MessageDraft> {
  const { lang } = ctx.chatRow
  const { action } = ask.action
  const token = await askToConfirm(deps, {
    ...{ asker: ctx.from?.id ?? 0, action, input: ask.input },
    ...(ask.about && { about: ask.about }),
  })
  const buttons: Button[][] = [
    [{ text: texts(lang).ops.confirm, data: `ok:${action}:${token}` }],
    [{ text: texts(lang).ops.cancel, data: `no:${action}:${token}` }],
  ]
  return titledLines(lang, ask.title, ask.lines ?? [], buttons)
}

/** `ok:<action>:<token>` and `no:<action>:<token>`. */
export function confirmPress(actions: readonly Confirmed<never>[]): Press {
  return async (ctx, deps, data): Promise<PressAnswer | null> => {
    const [, verb, name, token = ''] = /^(ok|no):([a-z-]{1,20}):([\w-]{1,24})$/.exec(data) ?? []
    const action = actions.find((known) => known.action === name)
    if (!action) return null
    const refusal = await refusalOf(ctx, { role: 'operator' })
    if (refusal) return { text: refusal }
    const { lang } = ctx.chatRow
    const isYes = verb === 'ok'
    const confirmed = await takeConfirmed<never>(ctx, deps, { token, action: action.action, isYes })
    if (confirmed.kind === 'answer') return confirmed.answer
    const draft = isYes ? await action.run(ctx, deps, confirmed.input) : plainLines(lang, texts(lang).ops.cancelled)
    await editPressed(ctx, deps, draft)
    return {}
  }
}

/** What the asker confirmed, or the answer to a press that confirms nothing: another's, one that expired, or one on
 *  something that somebody else has changed since, of whom the question then tells. A refusal needs no base. */
export async function takeConfirmed<Input>(
  ctx: BotContext,
  deps: BotDeps,
  press: { token: string; action: string; isYes: boolean },
): Promise<{ kind: 'confirmed'; input: Input } | { kind: 'answer'; answer: PressAnswer }> {
  const { lang, zone } = ctx.chatRow
  const table = texts(lang).operators
  const { token, action, isYes } = press
  const confirmed = await confirmAction<Input>(deps, { token, action, asker: ctx.from?.id ?? 0 })
  switch (confirmed.kind) {
    case 'confirmed':
      return confirmed
    case 'not-yours':
      return { kind: 'answer', answer: { text: table.notYourConfirmation } }
    case 'stale':
      return { kind: 'answer', answer: { text: table.staleConfirmation, popUp: true } }
    case 'changed': {
      const reading = { lang, zone, now: deps.now(), names: await actorNames(deps.db, deps.botId, lang) }
      const said = isYes ? changedSince(confirmed.by, reading) : texts(lang).ops.cancelled
      await editPressed(ctx, deps, plainLines(lang, said))
      return { kind: 'answer', answer: {} }
    }
    default:
      return confirmed satisfies never
  }
}
