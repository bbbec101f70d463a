import { type MessageDraft, parseCallbackData, texts } from '@rasid/core'
import { type RowDraft, storiesForChat } from '@rasid/operations'
import { shownMessage } from '@rasid/store'
import type { BotContext, BotDeps } from '../bot-deps.ts'
import type { Command } from '../commands/command.ts'
import { editPressed } from '../edit-pressed.ts'
import { refusalOf } from '../register-commands.ts'
import type { Press, PressAnswer } from './press.ts'

// A page beyond this is a forged press: nobody turned that many pages.
const LAST_PAGE = 1000

/** Older and newer pages of a list, back from a card, and the buttons of the greeting. */
export function pagePress(commands: readonly Command[]): Press {
  return async (ctx, deps, data) => {
    const press = parseCallbackData(data)
    if (press?.action === 'page') return turnPage(ctx, deps, Number(press.value))
    if (press?.action !== 'command') return null
    if (press.value === 'back') return goBack(ctx, deps)
    return runCommand(
      ctx,
      deps,
      commands.find(({ name }) => name === press.value),
    )
  }
}

async function turnPage(ctx: BotContext, deps: BotDeps, page: number): Promise<PressAnswer> {
  if (!Number.isInteger(page) || page < 0 || page > LAST_PAGE) return oldButton(ctx)
  const { query, cursors } = (await pressedDraft(ctx, deps)) ?? {}
  await editPressed(
    ctx,
    deps,
    await storiesForChat(deps, {
      ...{ chat: ctx.chatRow, page },
      ...(query !== undefined && { query }),
      ...(cursors && { cursors }),
    }),
  )
  return {}
}

async function goBack(ctx: BotContext, deps: BotDeps): Promise<PressAnswer> {
  const draft = await pressedDraft(ctx, deps)
  if (!draft) return oldButton(ctx)
  await editPressed(ctx, deps, draft satisfies MessageDraft)
  return {}
}

async function runCommand(ctx: BotContext, deps: BotDeps, command: Command | undefined): Promise<PressAnswer> {
  if (!command) return oldButton(ctx)
  const refusal = await refusalOf(ctx, command)
  if (refusal) return { text: refusal }
  await command.run(ctx, deps)
  return {}
}

async function pressedDraft(ctx: BotContext, deps: BotDeps): Promise<RowDraft | undefined> {
  const number = ctx.callbackQuery?.message?.message_id ?? 0
  const shown = await shownMessage(deps.db, { chat: ctx.chatRow.id, number })
  return shown?.draft as RowDraft | undefined
}

/** The answer to a button that no longer means anything. */
export function oldButton(ctx: BotContext): PressAnswer {
  return { text: texts(ctx.chatRow.lang).bot.oldButton }
}
