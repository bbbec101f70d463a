import { texts } from '@rasid/core'
import { changeSetting, parseSetting } from '@rasid/operations'
import { editPressed } from '../edit-pressed.ts'
import { refusalOf } from '../register-commands.ts'
import { hoursKeyboard, settingsKeyboard } from '../settings-keyboard.ts'
import { oldButton } from './page.ts'
import type { Press } from './press.ts'

/** `set:<setting>:<value>`: saved at once, the keyboard edited in place with what holds now. */
export const settingsPress: Press = async (ctx, deps, data) => {
  const [, setting, value] = /^set:(\w+):(.{1,40})$/.exec(data) ?? []
  if (setting === undefined || value === undefined) return null
  const refusal = await refusalOf(ctx, { role: 'subscriber', configures: true })
  if (refusal) return { text: refusal }
  const now = deps.now()
  if (setting === 'open') {
    const keyboard = value === 'hours' ? hoursKeyboard : settingsKeyboard
    await editPressed(ctx, deps, keyboard(ctx.chatRow, now))
    return {}
  }
  const change = parseSetting(setting, value)
  if (!change) return oldButton(ctx)
  const chat = await changeSetting(deps, ctx.chatRow, change)
  await editPressed(ctx, deps, settingsKeyboard(chat, now))
  return { text: texts(chat.lang).bot.saved }
}
