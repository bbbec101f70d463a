import { type commandTexts, formatTime, type Lang, texts } from '@rasid/core'
import { html, raw } from 'hono/html'
import type { Rehearsal } from '../rehearsal.ts'
import type { Markup } from './layout.ts'

type Message = ReturnType<Rehearsal['conversation']>[number]
type Key = Message['keyboard'][number][number]

/** Shown as keys under the conversation, so that a first visitor need not know any command. */
const FIRST_COMMANDS = ['start', 'latest', 'settings', 'help', 'stop'] as const satisfies (keyof typeof commandTexts)[]

/** A phone with the conversation between the real bot and the person at this page. Works by plain forms. */
export function chatPage(rehearsal: Rehearsal | null, lang: Lang): Markup {
  const say = texts(lang).web
  if (!rehearsal) return html`<h1>${say.chat}</h1><p class="banner">${say.noRehearsal}</p>`
  return html`<h1>${say.chat}</h1>
<div class="banner"><p>${say.rehearsalExplained}</p></div>
<section class="phone" aria-label="${say.conversation}">
<header><span class="face" aria-hidden="true">ر</span><span class="who"><strong>${say.botName}</strong><br><span class="rehearsal">${say.rehearsalMark}</span></span></header>
<div class="talk" id="talk" tabindex="0" role="log" aria-label="${say.conversation}" data-live="/chat/events" data-follow>${rehearsal
    .conversation()
    .map((message) => bubble(message, lang))}</div>
<p class="toast" id="toast" role="status" hidden></p>
<form class="menu" method="post" action="/chat/say" data-quiet>${FIRST_COMMANDS.map(
    (name) => html`<button name="text" value="/${name}">/${name}</button>`,
  )}</form>
<form class="say" method="post" action="/chat/say" data-quiet>
<input name="text" dir="auto" autocomplete="off" maxlength="4096" required aria-label="${say.sayLabel}" placeholder="${say.sayLabel}">
<button>${say.send}</button>
</form>
</section>`
}

function bubble(message: Message, lang: Lang): Markup {
  const time = formatTime(message.date, { lang, tz: 'Asia/Riyadh' })
  const photo = message.photo
    ? html`<img alt="" src="data:${message.photo.mime};base64,${Buffer.from(message.photo.bytes).toString('base64')}">`
    : ''
  // `html` here comes from the stand-in's own renderer, which escapes everything but the entities it accepted.
  return html`<div class="bubble${message.from !== 'bot' ? ' mine' : ''}">${photo}<div class="text" dir="auto">${raw(message.html)}</div>
<time datetime="${message.date.toISOString()}">${time}${message.editedAt ? ` · ${texts(lang).web.edited}` : ''}</time>
${message.keyboard.length > 0 ? html`<div class="keys">${message.keyboard.map((row) => keys(message.messageId, row))}</div>` : ''}</div>`
}

function keys(messageId: number, row: readonly Key[]): Markup {
  return html`<form method="post" action="/chat/press" data-quiet><input type="hidden" name="message" value="${messageId}">${row.map(
    (button) =>
      button.url !== undefined
        ? html`<a class="key" href="${button.url}" rel="noreferrer noopener" target="_blank">${button.text}</a>`
        : html`<button name="data" value="${button.data}">${button.text}</button>`,
  )}</form>`
}
