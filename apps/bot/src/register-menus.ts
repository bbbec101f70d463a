import { type Lang, texts } from '@rasid/core'
import { type Chat, findChat, listOperators } from '@rasid/store'
import type { Api } from 'grammy'
import type { BotDeps } from './bot-deps.ts'
import type { Command } from './commands/command.ts'
import { commands } from './commands/index.ts'
import { describeError } from './describe-error.ts'

const menuOf = (lang: Lang, roles: readonly Command['role'][]) =>
  commands
    .filter(({ role }) => roles.includes(role))
    .map(({ name }) => ({ command: name, description: texts(lang).commands[name] }))

/**
 * Tells Telegram the menus, at every start: Arabic for everybody, English for clients in English; operators see their
 * own commands in their private chat. A failure leaves the old menus, which is no reason not to start.
 */
export async function registerMenus(api: Api, deps: BotDeps): Promise<void> {
  try {
    for (const lang of ['ar', 'en'] as const) {
      const language = lang === 'en' ? ({ language_code: 'en' } as const) : {}
      const menu = menuOf(lang, ['subscriber'])
      await api.setMyCommands(menu, { scope: { type: 'all_private_chats' }, ...language })
      await api.setMyCommands(menu, { scope: { type: 'all_chat_administrators' }, ...language })
      const forMembers = menu.filter(
        ({ command }) => command === 'latest' || command === 'search' || command === 'help',
      )
      await api.setMyCommands(forMembers, { scope: { type: 'all_group_chats' }, ...language })
    }
    for (const chat of await operatorChats(deps)) await registerOperatorMenu(api, deps, chat)
  } catch (error) {
    deps.log.warn({ err: describeError(error) }, 'the menus could not be registered')
  }
}

/** The menu of one operator's private chat, in that chat's language. */
export async function registerOperatorMenu(api: Api, deps: BotDeps, chat: Chat): Promise<void> {
  try {
    const menu = menuOf(chat.lang, ['subscriber', 'operator'])
    await api.setMyCommands(menu, { scope: { type: 'chat', chat_id: chat.chatId } })
  } catch (error) {
    deps.log.warn({ err: describeError(error), chat: chat.id }, 'an operator’s menu could not be registered')
  }
}

// A person's private chat has the person's id; an operator who never wrote to this bot has no chat yet.
async function operatorChats(deps: BotDeps): Promise<Chat[]> {
  const operators = await listOperators(deps.db, deps.botId)
  const ids = new Set([...deps.owners, ...operators.map(({ userId }) => userId)])
  const chats = await Promise.all(
    [...ids].map((chatId) => findChat(deps.db, { botId: deps.botId, chatId, threadId: 0 })),
  )
  return chats.filter((chat) => chat !== undefined)
}
