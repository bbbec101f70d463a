import { directLines, escapeHtml, type Lang, type MessageDraft } from '@rasid/core'
import { answer, type RowDraft } from '@rasid/operations'
import type { BotContext, BotDeps } from './bot-deps.ts'

/** A draft of plain lines. */
export function plainLines(lang: Lang, ...lines: readonly string[]): MessageDraft {
  return { text: directLines(escapeHtml(lines.join('\n')), lang), buttons: [], preview: false, silent: false }
}

/** Answers an update with owed messages: written first, sent by the sender, once however often the update comes. */
export async function reply(ctx: BotContext, deps: BotDeps, ...drafts: readonly RowDraft[]): Promise<void> {
  await answer(deps.db, { chat: ctx.chatRow.id, updateId: ctx.update.update_id }, drafts)
  deps.wakeSender()
}
