import { type Lang, type TopicEdit, type TopicSource, texts } from '@rasid/core'
import { html } from 'hono/html'
import type { Markup } from './layout.ts'

/** One edit of a topic: what is added or taken, and where. */
export function editInWords(edit: TopicEdit, source: TopicSource, lang: Lang): Markup {
  const say = texts(lang).topicPage
  const ops = {
    ...{ 'add-alias': say.addAlias, 'remove-alias': say.removeAlias },
    ...{ 'add-mask': say.addMask, 'remove-mask': say.removeMask },
  }
  if (edit.op === 'add-mask' || edit.op === 'remove-mask')
    return html`${ops[edit.op]}: <bdi lang="ar">${edit.text}</bdi>`
  const { entity, alias } = edit
  const title = source.entities[entity]?.title[lang] ?? entity
  return html`${ops[edit.op]} (${title}): <bdi lang="ar">${typeof alias === 'string' ? alias : alias.text}</bdi>`
}
