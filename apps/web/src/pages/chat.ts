import { type commandTexts, formatTime, type Lang, texts } from '@rasid/core'
import { html, raw } from 'hono/html'
import type { Rehearsal } from '../rehearsal.ts'
import type { Markup } from './layout.ts'
import { ZONE } from './story-parts.ts'

type Message = ReturnType<Rehearsal['conversation']>[number]
type Key = Message['keyboard'][number][number]

/** Shown as keys under the conversation, so that a first visitor need not know any command. */
const FIRST_COMMANDS = ['start', 'latest', 'settings', 'help', 'stop'] as const satisfies (keyof typeof commandTexts)[]

/** A phone with the conversation between the real bot and the person at this page. Works by plain forms.
 *  @param toast what the bot answered to the last press; shown once. */
export function chatPage(rehearsal: Rehearsal | null, lang: Lang, toast = ''): Markup {
  const say = texts(lang).web
  if (!rehearsal) return html`<h1>${say.chat}</h1><p class="banner">${say.noRehearsal}</p>`
  const messages = rehearsal.conversation()
  return html`<div class="stage"><div class="aside">
<h1>${say.chat}</h1>
<div class="banner"><p>${say.rehearsalExplained}</p></div>
<dl class="commands">${FIRST_COMMANDS.map(
    (name) => html`<div><dt dir="ltr">/${name}</dt><dd>${texts(lang).commands[name]}</dd></div>`,
  )}</dl></div>
<section class="phone" aria-label="${say.conversation}">
<header><span class="face" aria-hidden="true">ر</span><span class="who"><strong>${say.botName}</strong> <small>${say.bot}</small></span><span class="rehearsal">${say.rehearsalMark}</span></header>
<div class="talk" id="talk" tabindex="0" role="log" aria-label="${say.conversation}" data-live="/chat/events" data-follow>${
    messages.length === 0
      ? html`<p class="hint" id="hint" dir="auto">${say.pressStart}</p>`
      : messages.map((message) => bubble(message, lang))
  }</div>
<p class="toast" id="toast" role="status"${toast ? '' : raw(' hidden')}>${toast}</p>
<form class="menu" method="post" action="/chat/say" data-quiet>${FIRST_COMMANDS.map(
    (name) => html`<button name="text" value="/${name}">/${name}</button>`,
  )}</form>
<form class="say" method="post" action="/chat/say" data-quiet>
<input name="text" dir="auto" autocomplete="off" maxlength="4096" required aria-label="${say.sayLabel}" placeholder="${say.sayLabel}">
<button>${say.send}</button>
</form>
</section></div>`
}

function bubble(message: Message, lang: Lang): Markup {
  const say = texts(lang).web
  const time = formatTime(message.date, { lang, tz: ZONE })
  const mine = message.from !== 'bot'
  const photo = message.photo ? picture(message.photo) : ''
  // `html` here comes from the stand-in's own renderer, which escapes everything but the entities it accepted.
  return html`<div class="message${mine ? ' mine' : ''}" id="m${message.messageId}"><div class="bubble"><span class="from">${mine ? say.you : say.botName}</span>${photo}<div class="text" dir="auto">${raw(message.html)}</div>
<p class="when">${message.editedAt ? html`<span class="edited">${say.edited}</span> ` : ''}<time datetime="${message.date.toISOString()}">${time}</time></p></div>
${message.keyboard.length > 0 ? html`<div class="keys">${message.keyboard.map((row) => keys(message.messageId, row))}</div>` : ''}</div>
`
}

// With its size, or the conversation would end above a picture that has yet to be decoded, and be followed no further.
function picture({ mime, bytes, width, height }: NonNullable<Message['photo']>): Markup {
  const size = width && height ? html` width="${width}" height="${height}"` : ''
  return html`<img alt=""${size} src="data:${mime};base64,${Buffer.from(bytes).toString('base64')}">`
}

function keys(messageId: number, row: readonly Key[]): Markup {
  return html`<form method="post" action="/chat/press" data-quiet><input type="hidden" name="message" value="${messageId}">${row.map(
    (button) =>
      button.url !== undefined
        ? html`<a class="key" href="${button.url}" rel="noreferrer noopener" target="_blank"><span dir="auto">${button.text}</span></a>`
        : html`<button name="data" value="${button.data}"><span dir="auto">${button.text}</span></button>`,
  )}</form>`
}
