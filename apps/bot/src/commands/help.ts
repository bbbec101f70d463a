import { composeHelp, texts } from '@rasid/core'
import { reply } from '../reply.ts'
import type { Command } from './command.ts'

/** /help is written from the list that it stands in. */
export function helpFor(commands: () => readonly Command[]): Command {
  return {
    name: 'help',
    role: 'subscriber',
    async run(ctx, deps) {
      const { lang } = ctx.chatRow
      const listed = commands().flatMap(({ name, role }) =>
        role === 'unlisted' ? [] : [{ name, role, summary: texts(lang).commands[name] }],
      )
      const role = ctx.role === null ? 'subscriber' : 'operator'
      await reply(ctx, deps, composeHelp({ lang, commands: listed, role }))
    },
  }
}
