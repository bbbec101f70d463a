import { reply } from '../reply.ts'
import { settingsKeyboard } from '../settings/settings-keyboard.ts'
import type { Command } from './command.ts'

export const settings: Command = {
  name: 'settings',
  role: 'subscriber',
  configures: true,
  run: (ctx, deps) => reply(ctx, deps, settingsKeyboard(ctx.chatRow, deps.now())),
}
