import {
  type Button,
  cleanTitle,
  directLines,
  escapeHtml,
  formatNumber,
  formatRelative,
  isolate,
  isolateIn,
  type Lang,
  type MessageDraft,
  texts,
} from '@rasid/core'
import { type FeedPreview, feedHealth, successorButtons } from '@rasid/operations'
import type { Feed } from '@rasid/store'

/** What is added when the asker confirms. */
export type ConfirmedFeed = Pick<FeedPreview, 'url' | 'name' | 'siteUrl' | 'items'>

const LONGEST_NAME = 80
const LONGEST_TITLE = 160
const SHORT_HEALTH = 16

/** A publisher's text, safe inside a line of ours. */
function shown(text: string, longest: number, lang: Lang): string {
  return escapeHtml(isolateIn(cleanTitle(text).slice(0, longest), lang))
}

const address = (url: string, lang: Lang): string => escapeHtml(lang === 'ar' ? isolate(url) : url)

/** What was found at an address, with the two buttons that add it or do not. */
export function feedPreview(feed: FeedPreview, ask: { lang: Lang; token: string }): MessageDraft {
  const { lang, token } = ask
  const table = texts(lang).operators
  const share = feed.items === 0 ? 0 : Math.round((feed.readable / feed.items) * 100)
  const lines = [
    `<b>${table.feedPreview(shown(feed.name, LONGEST_NAME, lang))}</b>`,
    address(feed.url.slice(0, 300), lang),
    escapeHtml(table.feedFacts(isolate(feed.format), isolate(feed.charset), feed.items, `${share}%`, {})),
    escapeHtml(table.wouldMatch(feed.matched, {})),
    escapeHtml(table.alertsADay(formatNumber(lang, feed.alertsADay))),
    feed.known > 0 ? escapeHtml(table.knownItems(feed.known, {})) : null,
    feed.titles.length > 0 ? `\n<b>${escapeHtml(table.firstItems)}</b>` : null,
    ...feed.titles.map((title) => `• ${shown(title, LONGEST_TITLE, lang)}`),
    feed.others.length > 0 ? `\n<b>${escapeHtml(table.otherFeeds)}</b>` : null,
    ...feed.others.slice(0, 5).map(({ url }) => address(url.slice(0, 300), lang)),
  ]
  const buttons = [
    [{ text: table.addThis, data: `add:yes:${token}` }],
    [{ text: table.doNotAdd, data: `add:no:${token}` }],
  ]
  return draftOf(lines, buttons, lang)
}

/** One page of the feeds with their health in words; a number opens one. */
export function feedsPage(
  page: { feeds: readonly Feed[]; total: number; older: boolean; page: number; pageSize: number },
  lang: Lang,
): MessageDraft {
  const table = texts(lang).operators
  if (page.total === 0) return draftOf([escapeHtml(table.noFeeds)], [], lang)
  const first = page.page * page.pageSize + 1
  const lines = page.feeds.map((feed, index) => {
    const health = escapeHtml(feedHealth(feed, lang).what)
    // A word stands beside its feed; only what is wrong with one takes a line.
    const between = health.length <= SHORT_HEALTH ? ' · ' : '\n'
    return `${first + index}. ${shown(nameOf(feed), LONGEST_NAME, lang)}${between}${health}`
  })
  const numbers = page.feeds.map((feed, index) => ({
    text: String(first + index),
    data: `feed:open:${feed.id}:${page.page}`,
  }))
  const turns: Button[] = []
  if (page.page > 0) turns.push({ text: texts(lang).bot.newerButton, data: `feed:page:${page.page - 1}:0` })
  if (page.older) turns.push({ text: texts(lang).bot.olderButton, data: `feed:page:${page.page + 1}:0` })
  const buttons = turns.length > 0 ? [numbers, turns] : [numbers]
  return draftOf([`<b>${escapeHtml(table.feedsTitle(page.total, {}))}</b>`, '', lines.join('\n')], buttons, lang)
}

/** One feed with what can be done about it. */
export function feedCard(feed: Feed, view: { lang: Lang; now: Date; page: number }): MessageDraft {
  const { lang, now, page } = view
  const table = texts(lang).operators
  const health = feedHealth(feed, lang)
  const lines = [
    `<b>${shown(nameOf(feed), LONGEST_NAME, lang)}</b>`,
    address(feed.url.slice(0, 500), lang),
    escapeHtml(health.what),
    health.next === null ? null : escapeHtml(health.next),
    feed.lastSuccessAt ? escapeHtml(table.lastSuccess(formatRelative(feed.lastSuccessAt, now, lang))) : null,
    feed.status === 'active' ? escapeHtml(table.nextVisit(formatRelative(feed.nextCheckAt, now, lang))) : null,
  ]
  const button = (text: string, action: string): Button => ({ text, data: `feed:${action}:${feed.id}:${page}` })
  const active = [button(table.pause, 'pause'), button(table.checkNow, 'check')]
  return draftOf(
    lines,
    [
      feed.status === 'active' ? active : [button(table.resume, 'resume')],
      ...successorButtons(feed, lang),
      [button(table.remove, 'ask')],
      [{ text: texts(lang).digest.backButton, data: `feed:page:${page}:0` }],
    ],
    lang,
  )
}

/** Removing asks with two explicit verbs. */
export function removeQuestion(feed: Feed, view: { lang: Lang; page: number; token: string }): MessageDraft {
  const table = texts(view.lang).operators
  const buttons = [
    [{ text: table.reallyRemove, data: `feed:remove:${feed.id}:${view.page}:${view.token}` }],
    [{ text: table.keep, data: `feed:open:${feed.id}:${view.page}` }],
  ]
  return draftOf([table.removeQuestion(shown(nameOf(feed), LONGEST_NAME, view.lang))], buttons, view.lang)
}

const nameOf = (feed: Feed): string => feed.title || feed.outlet

function draftOf(lines: readonly (string | null)[], buttons: Button[][], lang: Lang): MessageDraft {
  const text = directLines(lines.filter((line) => line !== null).join('\n'), lang)
  return { text, buttons, preview: false, silent: false }
}
