import { type Clock, formatDate, formatTime, type Lang, texts, type Verdict } from '@rasid/core'
import type { StoryTrail } from '@rasid/store'
import { maskUrl } from '@rasid/web-client'
import type { ExplainedArticle, Station } from './explain-article.ts'
import { type ExplainLine, line } from './explain-verdict.ts'

/** An article's way through the data path in the words of one language, a line a station, as far as it came. */
export function trailLines(explained: ExplainedArticle, clock: Clock): ExplainLine[] {
  const say = texts(clock.lang).explain
  const { trail, recorded } = explained
  const matched = recorded.tier !== 'none' || explained.current.tier !== 'none' || trail.matches.length > 0
  const station = (name: string, text: string) => line(`${name}: ${text}`)
  return [
    station(say.fetched, fetchedWords(explained, clock)),
    ...(trail.visit ? [line(trail.visit.note, 1)] : []),
    ...(trail.article.origin === 'archive' ? [] : [station(say.parsed, parsedWords(explained, clock.lang))]),
    ...(trail.keys.length === 0 ? [] : [station(say.isNew, say.newByKeys(trail.keys.map(maskKey).join(', ')))]),
    station(say.versions, editedWords(explained, clock)),
    ...trail.versions.slice(-MOST_VERSIONS).map(({ title }) => line(say.titleBefore(title), 1)),
    station(
      say.language,
      explained.languageRead ? say.languageRead(trail.article.lang) : say.languageNotRead(trail.article.lang),
    ),
    station(say.matched, verdictWords(explained, clock.lang)),
    ...(matched ? [station(say.page, pageWords(explained, clock.lang))] : []),
    ...trail.stories.flatMap((one) => storyLines(one, clock)),
    station(say.end, endWords(explained, clock.lang)),
  ]
}

const MOST_VERSIONS = 3

const moment = (at: Date, clock: Clock): string => `${formatDate(at, clock)} ${formatTime(at, clock)}`

function fetchedWords({ trail }: ExplainedArticle, clock: Clock): string {
  const say = texts(clock.lang).explain
  const { article, feed } = trail
  const at = moment(article.firstSeenAt, clock)
  if (article.origin === 'archive') return say.seed
  if (feed === null) return say.feedGone(at)
  const from = say.fetchedFrom(at, `#${feed.id} ${feed.title ?? feed.outlet} (${maskUrl(feed.url)})`)
  return article.origin === 'baseline' ? `${from} · ${say.baseline}` : from
}

function parsedWords({ trail }: ExplainedArticle, lang: Lang): string {
  const say = texts(lang).explain
  return trail.visit ? say.parsedAmong(trail.visit.items, trail.visit.added) : say.visitForgotten
}

/** A key without what an address may hide in it. */
const maskKey = (key: string): string =>
  key.replace(/^(url:|guid:\d+:)(?=https?:)(.*)$/s, (_, kind: string, url: string) => kind + maskUrl(url))

function editedWords({ trail }: ExplainedArticle, clock: Clock): string {
  const say = texts(clock.lang).explain
  const { revision, editedAt } = trail.article
  return editedAt === null ? say.unedited : say.edited(Math.max(1, revision - 1), moment(editedAt, clock))
}

function verdictWords({ recorded, current }: ExplainedArticle, lang: Lang): string {
  const say = texts(lang).explain
  const tier = (verdict: Verdict) => say[verdict]
  if (recorded.ruleVersion === current.ruleVersion && recorded.tier === current.tier)
    return say.sameThenAndNow(tier(current.tier), current.ruleVersion)
  return say.thenAndNow(
    say.tierByRules(tier(recorded.tier), recorded.ruleVersion),
    say.tierByRules(tier(current.tier), current.ruleVersion),
  )
}

function pageWords({ trail }: ExplainedArticle, lang: Lang): string {
  const say = texts(lang).explain
  const { page, pageNote } = trail.article
  switch (page) {
    case 'none':
      return say.pageNone
    case 'wanted':
      return say.pageWanted
    case 'read':
      return say.pageRead(pageNote ?? '')
    case 'failed':
      return say.pageFailed(pageNote ?? '')
  }
}

function storyLines({ story, editions, messages }: StoryTrail, clock: Clock): ExplainLine[] {
  const say = texts(clock.lang).explain
  const reasons = { new: say.newEdition, raised: say.raisedEdition, grown: say.grownEdition }
  const edition = ({ n, reason, tellable, toldAt }: StoryTrail['editions'][number]) => {
    const told = toldAt ? say.editionTold(moment(toldAt, clock)) : say.editionWaits
    return line(`${n}. ${reasons[reason]}: ${tellable ? told : say.editionNeverTold}`, 1)
  }
  const told = messages.map(({ kind, state, chats }) => {
    const [what, how] = [kind, state] as ['alert' | 'digest' | 'edit' | 'reply', 'owed' | 'sent']
    return line(`${say[what]} · ${say[how]} · ${say.chats(chats)}`, 1)
  })
  return [
    line(`${say.story}: ${say.storyIs(String(story.id), say[story.tier], story.articles, story.outlets)}`),
    line(story.title, 1),
    line(`${say.editions}:`),
    ...editions.map(edition),
    line(`${say.messages}: ${messages.length === 0 ? say.noMessages : ''}`.trimEnd()),
    ...told,
  ]
}

function endWords({ station, chats }: ExplainedArticle, lang: Lang): string {
  const say = texts(lang).explain
  const words: Record<Exclude<Station, 'told'>, string> = {
    'no-match': say.stoppedNoMatch,
    page: say.stoppedPage,
    archive: say.stoppedArchive,
    baseline: say.stoppedBaseline,
    rematch: say.stoppedRematch,
    bot: say.stoppedBot,
    nobody: say.stoppedNobody,
    sending: say.stoppedSending,
    undelivered: say.stoppedUndelivered,
  }
  return station === 'told' ? say.told(chats) : words[station]
}
