import { formatMoment, texts } from '@rasid/core'
import { type DeliveryState, MESSAGE_VIEWS, type MessageView } from '@rasid/operations'
import type { ListedMessage } from '@rasid/store'
import { html, raw } from 'hono/html'
import type { Markup } from './layout.ts'
import { type PageReading, timeOf, ZONE } from './story-parts.ts'

export interface MessagesPage extends PageReading {
  view: MessageView | null
  messages: readonly ListedMessage[]
  /** Where the next page begins; null on the last. */
  next: number | null
  deliveries: DeliveryState
}

/** Messages with where they stand on their way, and how deliveries are as a whole. */
export function messagesPage(page: MessagesPage): Markup {
  const { lang, messages, next, view } = page
  const say = texts(lang).pages
  return html`<h1>${say.messages}</h1>
${deliveryBanner(page.deliveries, page)}
${viewLinks(page)}
${messages.length === 0 ? html`<p class="empty">${say.noMessages}</p>` : html`<ul class="messages">${messages.map((message) => messageItem(message, page))}</ul>`}
${next === null ? '' : html`<nav class="turn" aria-label="${texts(lang).web.pages}"><a class="turn-to" rel="next" href="${address(view, next)}">${say.olderMessages}</a></nav>`}`
}

/** What is wrong with deliveries, for every page that should say so; nothing when they are well. */
export function deliveryBanner({ holds, sums }: DeliveryState, { lang, now }: PageReading): Markup | string {
  const say = texts(lang).pages
  if (holds.length === 0 && sums.dead === 0) return ''
  const held = holds.map(({ reason, since }) => {
    const at = new Date(since)
    return html`<p>${say.held(reason)} ${say.heldSince} ${formatMoment(at, now, { lang, tz: ZONE })}</p>`
  })
  const dead = sums.dead > 0 ? html`<p><a href="/messages?state=dead">${say.undelivered(sums.dead)}</a></p>` : ''
  return html`<div class="banner trouble-banner" id="deliveries" role="status">${held}${dead}</div>`
}

const nameOfView = (view: MessageView, lang: PageReading['lang']): string => {
  const say = texts(lang).pages
  return {
    owed: say.stateOwed,
    sending: say.stateSending,
    unknown: say.stateUnknown,
    dead: say.stateDead,
    sent: say.stateSent,
  }[view]
}

function viewLinks({ view, deliveries: { sums }, lang }: MessagesPage): Markup {
  const say = texts(lang).pages
  const current = (isIt: boolean) => (isIt ? raw(' aria-current="true"') : '')
  const links = (Object.keys(MESSAGE_VIEWS) as MessageView[]).map((one) => {
    const day = one === 'dead' || one === 'sent' ? html` <small>${say.lastDay}</small>` : ''
    return html`<a href="${address(one, null)}"${current(one === view)}>${nameOfView(one, lang)} <b>${sums[one]}</b>${day}</a> `
  })
  return html`<nav class="views" aria-label="${say.messagesSum}"><a href="/messages"${current(view === null)}>${say.allStates}</a> ${links}</nav>`
}

function address(view: MessageView | null, before: number | null): string {
  const query = new URLSearchParams({ ...(view && { state: view }), ...(before && { before: String(before) }) })
  return query.size > 0 ? `/messages?${query}` : '/messages'
}

function messageItem(message: ListedMessage, page: MessagesPage): Markup {
  const { lang, now } = page
  const say = texts(lang).pages
  const view = (Object.keys(MESSAGE_VIEWS) as MessageView[]).find((one) =>
    (MESSAGE_VIEWS[one] as readonly string[]).includes(message.state),
  )
  const { kind, chat, attempts, maybeTwice, note, notBefore, sentAt, createdAt } = message
  const later = notBefore > now && view === 'owed'
  const parts = [
    html`<span>${timeOf(sentAt ?? createdAt, page)}</span>`,
    later ? html` <span>${say.notBefore} ${timeOf(notBefore, page)}</span>` : '',
    attempts > 1 ? html` <span>${say.attempts(attempts)}</span>` : '',
    maybeTwice ? html` <span>${say.markedTwice}</span>` : '',
  ]
  return html`<li class="owed-message ${view ?? ''}" id="message-${message.id}"><p class="meta"><strong>${texts(lang).explain[kind]}</strong> <span class="state">${view ? nameOfView(view, lang) : message.state}</span> <span>⁦#${message.id}⁩</span></p>
<p>${say.toChat} <bdi>${chat.title || say.nobody}</bdi></p>
<p class="meta">${parts}</p>${note ? html`<p class="note" dir="auto">${note}</p>` : ''}</li>
`
}
