import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { until } from '../until.ts'
import type { BotState, CallbackAnswer } from './bot-state.ts'
import { type Control, control } from './control.ts'
import { type ConversationMessage, conversationOf } from './conversation.ts'
import { type Fault, faultBox, type InjectedFault } from './faults.ts'
import { limitGate, noLimits, type SendLimits, TELEGRAM_LIMITS } from './limits.ts'
import type { LoggedRequest } from './log-request.ts'
import { requestListener } from './serve-request.ts'
import { updateQueue } from './updates.ts'
import { pushUpdates } from './webhook.ts'
import { chatOf, type StoredFile, type World } from './world.ts'

export interface TelegramOptions {
  /** `<digits>:<secret>`; the digits are the bot's id. */
  token: string
  /** Loopback port, 0 or absent for any free one. */
  port?: number
  name?: string
  username?: string
  /** Refuse with 429 what Telegram would refuse: at most 30 in any second, 1 a second a chat, 20 a minute a group. */
  strict1sWindow?: boolean
  /** Other limits than Telegram's, only with strict1sWindow. */
  limits?: Partial<SendLimits>
  /** A rehearsal that starts anew beside an old database should not reuse message ids. Default 1. */
  firstMessageId?: number
  /** Milliseconds on the way, asked for once before and once after each method; not for getUpdates. */
  latency?: () => number
  /** Milliseconds since 1970. */
  now?: () => number
}

export interface Telegram extends Control {
  /** `http://127.0.0.1:<port>`: grammY's `client.apiRoot`, or RASID_TELEGRAM_API_ROOT. */
  apiRoot: string
  port: number
  /** What a person sees in a chat, oldest first. */
  conversation(chatId: number): ConversationMessage[]
  /** The chats the bot can be met in. */
  chats(): { id: number; kind: string; title: string }[]
  file(fileId: string): StoredFile | undefined
  /** Every request in order of arrival, without the token. */
  requests(): readonly LoggedRequest[]
  inject(fault: Fault): InjectedFault
  /** The commands that a menu shows: scope as in setMyCommands ("default", "all_private_chats", "chat:5:"). */
  commands(scope?: string, language?: string): readonly unknown[]
  /** `change`: a conversation changed. `answer`: a press was answered. `request`: a request ended. Returns the way to stop. */
  on(event: 'change', listener: (chatId: number) => void): () => void
  on(event: 'answer', listener: (answer: CallbackAnswer) => void): () => void
  on(event: 'request', listener: (request: LoggedRequest) => void): () => void
  /** Waits until something holds, asked again after every change, answer and request; throws when it never does. */
  until(condition: () => boolean, options?: { timeoutMs?: number; what?: string }): Promise<void>
  close(): Promise<void>
}

/** Starts a strict Bot API server on 127.0.0.1. See docs/notes/stand-ins.md for what is faithful and what is not. */
export async function startTelegram(options: TelegramOptions): Promise<Telegram> {
  const listeners = { change: new Set<Listener>(), answer: new Set<Listener>(), request: new Set<Listener>() }
  const emit = (event: keyof typeof listeners, value: never): void => {
    for (const listener of listeners[event]) listener(value)
  }
  const bot = newBot(options, emit)
  const log: LoggedRequest[] = []
  const faults = faultBox()
  const abort = new AbortController()
  const ended = (request: LoggedRequest) => emit('request', request as never)
  const server = createServer(requestListener({ bot, log, faults, ended, latency: options.latency }))
  const port = await listen(server, options.port ?? 0)
  pushUpdates(bot, abort.signal)

  function on(event: keyof typeof listeners, listener: Listener): () => void {
    listeners[event].add(listener)
    return () => void listeners[event].delete(listener)
  }

  return {
    ...control(bot, (listener) => on('answer', listener as Listener)),
    ...{ apiRoot: `http://127.0.0.1:${port}`, port, inject: faults.inject, requests: () => log },
    conversation: (chatId) => conversationOf(bot.world, chatOf(bot.world, chatId)),
    chats: () => [...bot.world.chats.values()].map(({ id, kind, title }) => ({ id, kind, title })),
    file: (fileId) => bot.world.files.get(fileId),
    commands: (scope = 'default', language = '') => bot.commands.get(`${scope}|${language}`) ?? [],
    on: on as Telegram['on'],
    until: (condition, waiting) => until(condition, (listener) => onAny(on, listener), waiting),
    async close() {
      abort.abort()
      bot.updates.endPoll('close')
      await closeServer(server)
    },
  }
}

type Listener = (value: never) => void

function onAny(on: (event: 'change' | 'answer' | 'request', listener: Listener) => () => void, listener: () => void) {
  const stops = (['change', 'answer', 'request'] as const).map((event) => on(event, listener))
  return () => {
    for (const stop of stops) stop()
  }
}

function newBot(options: TelegramOptions, emit: (event: 'change' | 'answer', value: never) => void): BotState {
  const id = Number(/^([1-9]\d*):[\w-]+$/.exec(options.token)?.[1] ?? Number.NaN)
  if (Number.isNaN(id)) throw new Error('the token must look like 123456:secret')
  const now = options.now ?? Date.now
  const world: World = {
    bot: { id, name: options.name ?? 'Rasid', username: options.username ?? 'rasid_rehearsal_bot' },
    ...{ token: options.token, now, people: new Map(), chats: new Map(), files: new Map() },
    lastMessageId: (options.firstMessageId ?? 1) - 1,
    changed: (chatId) => emit('change', chatId as never),
  }
  const limits = { ...TELEGRAM_LIMITS, ...options.limits }
  return {
    ...{ world, updates: updateQueue(1000), gate: options.strict1sWindow === true ? limitGate(limits, now) : noLimits },
    ...{ callbacks: new Map(), commands: new Map(), profile: new Map(), webhook: null },
    answered: (answer) => emit('answer', answer as never),
  }
}

/** Listens on 127.0.0.1 and nowhere else, whatever the machine's names say. Returns the port. */
async function listen(server: Server, port: number): Promise<number> {
  server.on('connection', (socket: Socket) => {
    if (socket.remoteAddress !== '127.0.0.1') socket.destroy()
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}
