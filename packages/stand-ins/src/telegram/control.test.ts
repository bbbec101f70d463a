import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askBotApi } from './ask-bot-api.ts'
import { startTelegram, type Telegram } from './start-telegram.ts'

const TOKEN = '123:control'
let telegram: Telegram

beforeEach(async () => {
  telegram = await startTelegram({ token: TOKEN })
  telegram.user(7, { name: 'سالم' })
  telegram.user(8, { name: 'هند', started: true })
})
afterEach(() => telegram.close())

const ask = (method: string, params: Record<string, unknown> = {}) => askBotApi(telegram, TOKEN, method, params)
const send = async (chat_id: number | string, params = {}) => {
  const { status, description, parameters } = await ask('sendMessage', { chat_id, text: 'خبر', ...params })
  return { status, description, ...(parameters && { parameters }) }
}

const refusals: { why: string; arrange: () => void; chat: number | string; status: number; says: string }[] = [
  {
    why: 'a person who never wrote and was never seen',
    arrange: () => undefined,
    chat: 7,
    status: 400,
    says: 'Bad Request: chat not found',
  },
  {
    why: 'a person seen in a group only',
    arrange: () => {
      telegram.group(-5, { members: [7] })
    },
    chat: 7,
    status: 403,
    says: "Forbidden: bot can't initiate conversation with a user",
  },
  {
    why: 'a person who blocked the bot',
    arrange: () => {
      telegram.block(8)
    },
    chat: 8,
    status: 403,
    says: 'Forbidden: bot was blocked by the user',
  },
  {
    why: 'a deleted account',
    arrange: () => {
      telegram.deactivate(8)
    },
    chat: 8,
    status: 403,
    says: 'Forbidden: user is deactivated',
  },
  {
    why: 'a group that threw the bot out',
    arrange: () => {
      telegram.group(-5)
      telegram.kick(-5, 8)
    },
    chat: -5,
    status: 403,
    says: 'Forbidden: bot was kicked from the group chat',
  },
  {
    why: 'a supergroup that threw the bot out',
    arrange: () => {
      telegram.supergroup(-5)
      telegram.kick(-5, 8)
    },
    chat: -5,
    status: 403,
    says: 'Forbidden: bot was kicked from the supergroup chat',
  },
  {
    why: 'a channel that threw the bot out',
    arrange: () => {
      telegram.channel(-5)
      telegram.kick(-5, 8)
    },
    chat: -5,
    status: 403,
    says: 'Forbidden: bot was kicked from the channel chat',
  },
  {
    why: 'a supergroup without the bot',
    arrange: () => {
      telegram.supergroup(-5, { bot: 'left' })
    },
    chat: -5,
    status: 403,
    says: 'Forbidden: bot is not a member of the supergroup chat',
  },
  {
    why: 'a deleted group',
    arrange: () => {
      telegram.group(-5)
      telegram.deleteChat(-5)
    },
    chat: -5,
    status: 403,
    says: 'Forbidden: the group chat was deleted',
  },
  {
    why: 'a group where the bot may not write',
    arrange: () => {
      telegram.group(-5)
      telegram.setMayWrite(-5, false)
    },
    chat: -5,
    status: 400,
    says: 'Bad Request: not enough rights to send text messages to the chat',
  },
  {
    why: 'a channel where the bot is no admin',
    arrange: () => {
      telegram.channel(-5, { bot: 'member' })
    },
    chat: -5,
    status: 400,
    says: 'Bad Request: need administrator rights in the channel chat',
  },
  {
    why: 'an unknown name',
    arrange: () => undefined,
    chat: '@nobody',
    status: 400,
    says: 'Bad Request: chat not found',
  },
]

describe('where the bot may not write', () => {
  it.each(refusals)('refuses $why', async ({ arrange, chat, status, says }) => {
    arrange()
    expect(await send(chat)).toEqual({ status, description: says })
  })
})

describe('people and their chats', () => {
  it('lets the bot write once a person wrote, and again after unblocking by writing', async () => {
    telegram.say(7, 7, '/start')
    telegram.block(7)
    telegram.say(7, 7, '/start')
    expect((await send(7)).status).toBe(200)
  })

  it('tells the bot that it was blocked', async () => {
    telegram.block(8)
    const { result } = await ask('getUpdates')
    expect(result).toMatchObject([
      { my_chat_member: { from: { id: 8 }, new_chat_member: { status: 'kicked', user: { id: 123 } } } },
    ])
  })

  it('finds a channel by its name and shows posts without a sender', async () => {
    telegram.channel(-100, { username: 'akhbar', members: [8] })
    expect((await send('@Akhbar')).status).toBe(200)
    telegram.say(-100, 8, 'منشور')
    expect((await ask('getUpdates')).result).toMatchObject([
      { channel_post: { sender_chat: { id: -100 }, text: 'منشور' } },
    ])
  })

  it('hides an anonymous admin behind the group', async () => {
    telegram.supergroup(-100, { members: [8] })
    telegram.say(-100, 8, '/ops', { anonymous: true })
    expect((await ask('getUpdates')).result).toMatchObject([
      { message: { from: { username: 'GroupAnonymousBot' }, sender_chat: { id: -100 } } },
    ])
  })

  it('numbers private messages together and those of a supergroup apart', async () => {
    telegram.supergroup(-100)
    telegram.say(8, 8, 'أ')
    expect([telegram.say(7, 7, 'ب'), telegram.say(-100, 7, 'ج')]).toEqual([2, 1])
  })

  it('says who is admin', async () => {
    telegram.supergroup(-100, { members: [8, 7], admins: [7] })
    const { result } = await ask('getChatAdministrators', { chat_id: -100 })
    expect(result).toMatchObject([
      { user: { id: 8 }, status: 'creator' },
      { user: { id: 7 }, status: 'administrator' },
    ])
    expect((await ask('getChatMember', { chat_id: -100, user_id: 123 })).result).toMatchObject({ status: 'member' })
    expect((await ask('getChatMember', { chat_id: -100, user_id: 99 })).description).toBe(
      'Bad Request: invalid user_id specified',
    )
  })
})

describe('groups that change', () => {
  it('moves a group to a supergroup and tells the new id, in the answer and by updates', async () => {
    telegram.group(-5, { title: 'مجموعة', members: [8] })
    const newId = telegram.migrate(-5)
    expect(await send(-5)).toEqual({
      status: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: newId },
    })
    expect((await ask('getUpdates')).result).toMatchObject([
      { message: { migrate_to_chat_id: newId } },
      { message: { migrate_from_chat_id: -5 } },
    ])
    expect((await send(newId)).status).toBe(200)
  })

  it('writes into a topic until it is closed or deleted', async () => {
    telegram.supergroup(-100, { forum: true })
    const thread = telegram.topic(-100, 'أخبار')
    expect(thread).toBeGreaterThan(1)
    expect((await send(-100, { message_thread_id: thread })).status).toBe(200)
    telegram.closeTopic(-100, thread)
    expect((await send(-100, { message_thread_id: thread })).description).toBe('Bad Request: TOPIC_CLOSED')
    telegram.deleteTopic(-100, thread)
    expect((await send(-100, { message_thread_id: thread })).description).toBe('Bad Request: message thread not found')
    expect(telegram.conversation(-100)).toMatchObject([{ threadId: thread, text: 'خبر' }])
  })

  it('lets the bot leave', async () => {
    telegram.group(-5)
    await ask('leaveChat', { chat_id: -5 })
    expect((await send(-5)).description).toBe('Forbidden: bot is not a member of the group chat')
  })
})

describe('tokens and paths', () => {
  it.each([
    { path: '/bot123:control/getMe', status: 200, says: undefined },
    { path: '/bot123:other/getMe', status: 401, says: 'Unauthorized' },
    { path: '/bot0:x/getMe', status: 401, says: 'Unauthorized: invalid token specified' },
    { path: '/botx/getMe', status: 404, says: 'Not Found' },
    { path: '/', status: 404, says: 'Not Found' },
    { path: '/bot123:control/sendTelepathy', status: 404, says: 'Not Found: method not found' },
  ])('answers $status for $path', async ({ path, status, says }) => {
    const response = await fetch(telegram.apiRoot + path)
    const body = (await response.json()) as { description?: string }
    expect([response.status, body.description]).toEqual([status, says])
  })

  it('revokes a token', async () => {
    telegram.revokeToken('123:new')
    expect((await send(8)).description).toBe('Unauthorized')
    expect((await askBotApi(telegram, '123:new', 'getMe')).ok).toBe(true)
  })

  it('never keeps the token in its log', async () => {
    await send(8)
    await send(99)
    expect(JSON.stringify(telegram.requests())).not.toContain(TOKEN)
    expect(telegram.requests()).toMatchObject([
      { method: 'sendMessage', chatId: 8, status: 200, messageId: 1 },
      { method: 'sendMessage', chatId: 99, status: 400, description: 'Bad Request: chat not found' },
    ])
  })

  it('refuses a token of the wrong shape at the start', async () => {
    await expect(startTelegram({ token: 'secret' })).rejects.toThrow('must look like')
  })
})

describe('the profile', () => {
  it('keeps commands by scope and language', async () => {
    const scope = { type: 'all_private_chats' }
    await ask('setMyCommands', { commands: [{ command: 'start', description: 'ابدأ' }], scope, language_code: 'ar' })
    expect(telegram.commands('all_private_chats', 'ar')).toEqual([{ command: 'start', description: 'ابدأ' }])
    expect((await ask('getMyCommands')).result).toEqual([])
    await ask('deleteMyCommands', { scope, language_code: 'ar' })
    expect(telegram.commands('all_private_chats', 'ar')).toEqual([])
  })

  it.each([
    { params: { commands: [{ command: 'بدء', description: 'x' }] }, says: 'BOT_COMMAND_INVALID' },
    { params: { commands: [{ command: 'start', description: '' }] }, says: 'BOT_COMMAND_DESCRIPTION_INVALID' },
    {
      params: { commands: [], scope: { type: 'moon' } },
      says: "can't parse BotCommandScope: unsupported type specified",
    },
    { params: { commands: [], language_code: 'arabic' }, says: 'invalid language code specified' },
  ])('refuses commands with "$says"', async ({ params, says }) => {
    expect((await ask('setMyCommands', params)).description).toBe(`Bad Request: ${says}`)
  })

  it('falls back to the text without a language', async () => {
    await ask('setMyDescription', { description: 'يرصد' })
    expect((await ask('getMyDescription', { language_code: 'en' })).result).toEqual({ description: 'يرصد' })
    expect((await ask('setMyShortDescription', { short_description: 'x'.repeat(121) })).ok).toBe(false)
  })
})
