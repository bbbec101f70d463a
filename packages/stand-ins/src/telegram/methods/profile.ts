import type { Method } from '../bot-state.ts'
import { type Call, isRecord, string, structure } from '../call.ts'
import { badRequest } from '../refusal.ts'
import { botJson } from '../wire.ts'

const PLAIN_SCOPES = new Set(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators'])
const CHAT_SCOPES = new Set(['chat', 'chat_administrators', 'chat_member'])
const COMMAND_LIMIT = 100

export const getMe: Method = (bot) => ({
  ...botJson(bot.world),
  ...{ can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false },
  ...{ can_connect_to_business: false, has_main_web_app: false },
})

export const setMyCommands: Method = (bot, call) => {
  const commands = structure(call, 'commands')
  if (!Array.isArray(commands)) throw badRequest("can't parse commands list: Expected an Array of BotCommand")
  if (commands.length > COMMAND_LIMIT) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  const checked = commands.map(checkCommand)
  bot.commands.set(`${scopeOf(call)}|${languageOf(call)}`, checked)
  return true
}

export const getMyCommands: Method = (bot, call) => bot.commands.get(`${scopeOf(call)}|${languageOf(call)}`) ?? []

export const deleteMyCommands: Method = (bot, call) => {
  bot.commands.delete(`${scopeOf(call)}|${languageOf(call)}`)
  return true
}

/** setMyX and getMyX for one text of the profile; `limit` in characters. */
export function profileText(field: string, limit: number): { set: Method; get: Method } {
  return {
    set: (bot, call) => {
      const text = string(call, field)
      if ([...text].length > limit) throw badRequest(`bot ${field.replaceAll('_', ' ')} is too long`)
      bot.profile.set(`${field}|${languageOf(call)}`, text)
      return true
    },
    get: (bot, call) => {
      const fallback = bot.profile.get(`${field}|`) ?? (field === 'name' ? bot.world.bot.name : '')
      return { [field]: bot.profile.get(`${field}|${languageOf(call)}`) || fallback }
    },
  }
}

function checkCommand(given: unknown): { command: string; description: string } {
  if (!isRecord(given)) throw badRequest("can't parse BotCommand: expected an Object")
  const command = String(given.command ?? '').replace(/^\//, '')
  const description = String(given.description ?? '')
  if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID')
  if (description.trim() === '' || [...description].length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
  return { command, description }
}

function scopeOf(call: Call): string {
  const scope = structure(call, 'scope') ?? { type: 'default' }
  if (!isRecord(scope)) throw badRequest("can't parse BotCommandScope: expected an Object")
  const type = String(scope.type)
  if (PLAIN_SCOPES.has(type)) return type
  if (!CHAT_SCOPES.has(type)) throw badRequest("can't parse BotCommandScope: unsupported type specified")
  return [type, scope.chat_id, scope.user_id ?? ''].join(':')
}

function languageOf(call: Call): string {
  const language = string(call, 'language_code')
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified')
  return language
}
