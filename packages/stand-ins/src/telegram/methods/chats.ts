import type { Method } from '../bot-state.ts'
import { integer } from '../call.ts'
import { chatToRead } from '../find-chat.ts'
import { badRequest } from '../refusal.ts'
import { botJson, chatJson, userJson } from '../wire.ts'
import type { Chat, MemberStatus } from '../world.ts'

export const getChat: Method = (bot, call) => {
  const chat = chatToRead(bot.world, call)
  return { ...chatJson(bot.world, chat), accent_color_id: 0, max_reaction_count: 11 }
}

export const getChatMember: Method = (bot, call) => {
  const chat = chatToRead(bot.world, call)
  const userId = integer(call, 'user_id', 0)
  if (userId === bot.world.bot.id) return memberJson(botJson(bot.world), chat.bot)
  const person = bot.world.people.get(userId)
  if (!person) throw badRequest('invalid user_id specified')
  const inPrivate = chat.kind === 'private' && chat.id === userId ? 'member' : 'left'
  return memberJson(userJson(person), chat.members.get(userId) ?? inPrivate)
}

export const getChatAdministrators: Method = (bot, call) => {
  const chat = chatToRead(bot.world, call)
  if (chat.kind === 'private') throw badRequest('there are no administrators in the private chat')
  const people = [...chat.members].filter(([, status]) => isAdmin(status))
  const admins = people.flatMap(([id, status]) => {
    const person = bot.world.people.get(id)
    return person ? [memberJson(userJson(person), status)] : []
  })
  return chat.bot === 'administrator' ? [...admins, memberJson(botJson(bot.world), chat.bot)] : admins
}

export const getChatMemberCount: Method = (bot, call) => memberCount(chatToRead(bot.world, call))

export const leaveChat: Method = (bot, call) => {
  const chat = chatToRead(bot.world, call)
  if (chat.kind === 'private') throw badRequest("chat member status can't be changed in private chats")
  chat.bot = 'left'
  bot.world.changed(chat.id)
  return true
}

/** A ChatMember object. */
export function memberJson(user: Record<string, unknown>, status: MemberStatus): Record<string, unknown> {
  const member = { user, status }
  if (status === 'creator') return { ...member, is_anonymous: false }
  if (status === 'kicked') return { ...member, until_date: 0 }
  if (status !== 'administrator') return member
  return {
    ...{ ...member, can_be_edited: false, is_anonymous: false, can_manage_chat: true, can_delete_messages: true },
    ...{ can_manage_video_chats: true, can_restrict_members: true, can_promote_members: false },
    ...{ can_change_info: true, can_invite_users: true, can_post_messages: true, can_edit_messages: true },
    ...{ can_pin_messages: true, can_manage_topics: true },
  }
}

function memberCount(chat: Chat): number {
  const people = [...chat.members.values()].filter((status) => status !== 'left' && status !== 'kicked').length
  return people + 1
}

function isAdmin(status: MemberStatus): boolean {
  return status === 'creator' || status === 'administrator'
}
