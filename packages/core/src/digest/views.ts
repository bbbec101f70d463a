import type { Digits, Lang } from '../text/index.ts'

/** How a chat reads: its language, IANA zone and digits, and the moment of reading. */
export interface Reading {
  lang: Lang
  tz: string
  now: Date
  digits?: Digits
}

/** One publisher in a story: its first article. Name, title and URL are as stored; composing cleans and escapes them. */
export interface OutletView {
  /** The publisher's name as shown: "الجزيرة نت". Counted once a story, whatever feeds carried it. */
  name: string
  /** When it was published, or first seen where the feed gave no valid date. */
  at: Date
  url: string | null
  title: string
}

/** A stretch of `lead` that the topic matched: UTF-16 offsets, `lead.slice(start, end)` is the matched word. */
export interface Highlight {
  start: number
  end: number
}

/** A story as a chat is told of it: everything that digests, alerts and cards show, and nothing else. */
export interface StoryView {
  /** The story's id as text, at most 56 characters of [A-Za-z0-9_-]: it travels in callback data and deep links. */
  id: string
  tier: 'core' | 'related'
  /** True when this chat was told of it as related and it is core now. */
  raised: boolean
  /** Ranks stories inside a tier; any scale. */
  score: number
  /** Plain text of the earliest article, which names the story. */
  title: string
  /** The earliest article's canonical URL; null shows the title in bold. */
  url: string | null
  /** The earliest article's summary as plain text, or null. */
  lead: string | null
  /** Evidence of the match inside `lead`. */
  highlights: readonly Highlight[]
  /** Publishers in order of time, each once; never empty. */
  outlets: readonly OutletView[]
  /** Texts that are not the same wire text: at most the number of outlets. */
  independentTexts: number
  /** Those whom the chat follows and the story names, by their titles in its language. */
  followed?: readonly string[]
  /** True for seeds and other stories from before the watch began: labelled, never alerted. */
  archive: boolean
}

/** What was looked at in a period; an honest digest says it also when there is nothing to tell. */
export interface CoverageView {
  /** Feeds that answered at least once in the period, of all that are not paused. */
  feedsReached: number
  feedsTotal: number
  /** Items read for the first time in the period, and matches among them. */
  items: number
  matches: number
}

/** Why a story reached a chat. */
export interface WhyView {
  /** The topic's title in the reader's language and the version of the rules that decided. */
  topic: string
  ruleVersion: string
  /** Surfaces that matched, as written in the article, each once, the most telling first. */
  words: readonly string[]
  /** The verdict's reasons in plain words of the reader's language (`describeReason`). */
  reasons: readonly string[]
}
