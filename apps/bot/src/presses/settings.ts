import { directLines, escapeHtml, type MessageDraft, texts } from '@rasid/core'
import { changeSetting, forgetChat, namedEntities, parseSetting } from '@rasid/operations'
import { allFeeds, type Chat } from '@rasid/store'
import type { BotContext, BotDeps } from '../bot-deps.ts'
import { editPressed } from '../edit-pressed.ts'
import { refusalOf } from '../register-commands.ts'
import { alertsKeyboard } from '../settings/alerts-keyboard.ts'
import { digestKeyboard, weekdayKeyboard } from '../settings/digest-keyboard.ts'
import { followedKeyboard } from '../settings/followed-keyboard.ts'
import { hoursKeyboard } from '../settings/hours-keyboard.ts'
import { outletsKeyboard } from '../settings/outlets-keyboard.ts'
import { forgetQuestion, privacyPage } from '../settings/privacy-page.ts'
import { quietHourKeyboard, quietKeyboard } from '../settings/quiet-keyboard.ts'
import { settingsKeyboard } from '../settings/settings-keyboard.ts'
import { zoneKeyboard } from '../settings/zone-keyboard.ts'
import { oldButton } from './page.ts'
import type { Press, PressAnswer } from './press.ts'

type Page = (chat: Chat, now: Date) => MessageDraft

const PAGES: Readonly<Record<string, Page>> = {
  all: settingsKeyboard,
  alerts: alertsKeyboard,
  digest: digestKeyboard,
  hours: hoursKeyboard,
  weekday: weekdayKeyboard,
  quiet: quietKeyboard,
  quietstart: quietHourKeyboard('start'),
  quietend: quietHourKeyboard('end'),
  zone: zoneKeyboard,
  privacy: privacyPage,
  forget: forgetQuestion,
}

// Where a change is made on a page of its own, its reader stays there and sees the tick move.
const PAGE_AFTER: Readonly<Record<string, string>> = {
  alerts: 'alerts',
  rate: 'alerts',
  threshold: 'alerts',
  time: 'hours',
  rhythm: 'digest',
  weekday: 'digest',
  empty: 'digest',
  picture: 'digest',
  quiet: 'quiet',
  quietstart: 'quiet',
  quietend: 'quiet',
}

/** `set:<setting>:<value>`: saved at once, the keyboard edited in place with what holds now. */
export const settingsPress: Press = async (ctx, deps, data) => {
  const [, setting, page, value] = /^set:([a-z]+)(\d{0,2}):(.{1,40})$/.exec(data) ?? []
  if (setting === undefined || value === undefined) return null
  const refusal = await refusalOf(ctx, { role: 'subscriber', configures: true })
  if (refusal) return { text: refusal }
  if (setting === 'open') return open(ctx, deps, value)
  if (setting === 'forget') return forget(ctx, deps)
  const change = parseSetting(setting, value)
  if (!change) return oldButton(ctx)
  const chat = await changeSetting(deps, ctx.chatRow, change)
  if (setting === 'follow') await editPressed(ctx, deps, followedKeyboard(chat, await namedEntities(deps.db)))
  else if (setting === 'mute')
    await editPressed(ctx, deps, outletsKeyboard(chat, await allFeeds(deps.db), Number(page)))
  else await editPressed(ctx, deps, pageOf(PAGE_AFTER[setting] ?? 'all')(chat, deps.now()))
  return { text: texts(chat.lang).bot.saved }
}

const pageOf = (name: string): Page => PAGES[name] ?? settingsKeyboard

async function open(ctx: BotContext, deps: BotDeps, name: string): Promise<PressAnswer> {
  await editPressed(ctx, deps, await pageNamed(ctx.chatRow, deps, name))
  return {}
}

// Two pages need more than the chat: what feeds there are, and whom the topic names.
async function pageNamed(chat: Chat, deps: BotDeps, name: string): Promise<MessageDraft> {
  const [, outlets] = /^outlets(\d{0,2})$/.exec(name) ?? []
  if (outlets !== undefined) return outletsKeyboard(chat, await allFeeds(deps.db), Number(outlets))
  if (name === 'followed') return followedKeyboard(chat, await namedEntities(deps.db))
  return pageOf(Object.hasOwn(PAGES, name) ? name : 'all')(chat, deps.now())
}

async function forget(ctx: BotContext, deps: BotDeps): Promise<PressAnswer> {
  const { lang } = ctx.chatRow
  await forgetChat(deps, ctx.chatRow)
  const text = directLines(escapeHtml(texts(lang).settings.forgotten), lang)
  await editPressed(ctx, deps, { text, buttons: [], preview: false, silent: true })
  return {}
}
