import { type Lang, type MessageDraft, texts } from '@rasid/core'
import { askToConfirm, changeFeed, type FeedAction, listFeeds } from '@rasid/operations'
import { type Feed, feedById } from '@rasid/store'
import type { BotContext, BotDeps } from '../bot-deps.ts'
import { FEEDS_ON_A_PAGE } from '../commands/feeds.ts'
import { takeConfirmed } from '../confirmations.ts'
import { editPressed } from '../edit-pressed.ts'
import { feedCard, feedsPage, removeQuestion } from '../feed-messages.ts'
import { refusalOf } from '../register-commands.ts'
import { reply } from '../reply.ts'
import type { Press, PressAnswer } from './press.ts'

interface FeedPress {
  id: number
  page: number
  token: string
}

/** `feed:<action>:<id>:<page>[:<token>]`; for `page` the id is the page to show; `show` and `list` answer with a message. */
export const feedsPress: Press = async (ctx, deps, data) => {
  const [, action, id, page, token = ''] = /^feed:([a-z]+):(\d{1,12}):(\d{1,4})(?::([\w-]{1,24}))?$/.exec(data) ?? []
  if (action === undefined) return null
  const refusal = await refusalOf(ctx, { role: 'operator' })
  if (refusal) return { text: refusal }
  const press: FeedPress = { id: Number(id), page: Number(page), token }
  switch (action) {
    case 'page':
      return showPage(ctx, deps, press.id)
    case 'open':
      return showCard(ctx, deps, await feedById(deps.db, press.id), press)
    case 'show':
      return sendCard(ctx, deps, press.id)
    case 'list':
      await reply(ctx, deps, await pageOf(deps, ctx.chatRow.lang, 0))
      return {}
    case 'ask':
      return askToRemove(ctx, deps, press)
    case 'remove':
      return remove(ctx, deps, press)
    case 'pause':
    case 'resume':
    case 'check':
      return change(ctx, deps, press, action)
    default:
      return null
  }
}

async function showPage(ctx: BotContext, deps: BotDeps, page: number): Promise<PressAnswer> {
  await editPressed(ctx, deps, await pageOf(deps, ctx.chatRow.lang, page))
  return {}
}

async function pageOf(deps: BotDeps, lang: Lang, page: number): Promise<MessageDraft> {
  const ask = { page, pageSize: FEEDS_ON_A_PAGE }
  return feedsPage({ ...(await listFeeds(deps.db, ask)), ...ask }, lang)
}

// Under the operators' status, which goes on being edited: what it leads to is a message of its own.
async function sendCard(ctx: BotContext, deps: BotDeps, id: number): Promise<PressAnswer> {
  const { lang } = ctx.chatRow
  const feed = await feedById(deps.db, id)
  if (!feed) return { text: texts(lang).operators.feedGone }
  await reply(ctx, deps, feedCard(feed, { lang, now: deps.now(), page: 0 }))
  return {}
}

async function showCard(
  ctx: BotContext,
  deps: BotDeps,
  feed: Feed | null | undefined,
  press: FeedPress,
): Promise<PressAnswer> {
  const { lang } = ctx.chatRow
  if (!feed) return { text: texts(lang).operators.feedGone }
  const card: MessageDraft = feedCard(feed, { lang, now: deps.now(), page: press.page })
  await editPressed(ctx, deps, card)
  return {}
}

async function change(ctx: BotContext, deps: BotDeps, press: FeedPress, action: FeedAction): Promise<PressAnswer> {
  const { feed, done } = await changeFeed(deps.db, { id: press.id, action, actor: actorOf(ctx) })
  const shown = await showCard(ctx, deps, feed, press)
  if (!done || shown.text !== undefined) return shown
  return {
    text: action === 'check' ? texts(ctx.chatRow.lang).operators.checkQueued : texts(ctx.chatRow.lang).bot.saved,
  }
}

async function askToRemove(ctx: BotContext, deps: BotDeps, press: FeedPress): Promise<PressAnswer> {
  const { lang } = ctx.chatRow
  const feed = await feedById(deps.db, press.id)
  if (!feed) return { text: texts(lang).operators.feedGone }
  const about = { actions: 'feed-', subject: feed.url, id: feed.id }
  const ask = { asker: ctx.from?.id ?? 0, action: 'remove-feed', input: { id: feed.id }, about }
  const token = await askToConfirm(deps, ask)
  await editPressed(ctx, deps, removeQuestion(feed, { lang, page: press.page, token }))
  return {}
}

async function remove(ctx: BotContext, deps: BotDeps, press: FeedPress): Promise<PressAnswer> {
  const table = texts(ctx.chatRow.lang).operators
  const ask = { token: press.token, action: 'remove-feed', isYes: true }
  const confirmed = await takeConfirmed<{ id: number }>(ctx, deps, ask)
  if (confirmed.kind === 'answer') return confirmed.answer
  const { done } = await changeFeed(deps.db, { id: confirmed.input.id, action: 'remove', actor: actorOf(ctx) })
  await showPage(ctx, deps, press.page)
  return { text: done ? table.removed : table.feedGone }
}

const actorOf = (ctx: BotContext): string => `telegram:${ctx.from?.id}`
