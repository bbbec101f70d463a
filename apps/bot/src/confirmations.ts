import { type Button, type MessageDraft, texts } from '@rasid/core'
import { askToConfirm, confirmAction } from '@rasid/operations'
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
  ask: { action: Confirmed<Input>; input: Input; title: string; lines?: readonly string[] },
): Promise<MessageDraft> {
  const { lang } = ctx.chatRow
  const { action } = ask.action
  const token = await askToConfirm(deps, { asker: ctx.from?.id ?? 0, action, input: ask.input })
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
    const table = texts(lang).operators
    const answer = { token, asker: ctx.from?.id ?? 0, action: action.action }
    const confirmed = await confirmAction<never>(deps, answer)
    if (confirmed.kind === 'not-yours') return { text: table.notYourConfirmation }
    if (confirmed.kind === 'stale') return { text: table.staleConfirmation, popUp: true }
    const isYes = verb === 'ok'
    const draft = isYes ? await action.run(ctx, deps, confirmed.input) : plainLines(lang, texts(lang).ops.cancelled)
    await editPressed(ctx, deps, draft)
    return {}
  }
}
