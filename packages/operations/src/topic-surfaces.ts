import { type Bilingual, surfacesOf, type TopicFile, type TopicSource, wordsOf } from '@rasid/core'

/** One alias with everything that decides where it is found. */
export interface AliasSurfaces {
  entity: string
  title: Bilingual
  alias: string
  /** Folded: a text is folded before it is searched. */
  surfaces: string[]
  /** What else a mention of it may be; null for an alias that can mean nothing else. */
  ambiguous: AliasAmbiguity | null
  /** It counts in articles of this time only. */
  since: string | null
  until: string | null
  /** Surfaces that are left out of the list above. */
  denied: string[]
}

export interface AliasAmbiguity {
  /** The cue list that reads the words beside it. */
  cue: string | null
  steps: {
    verdict: 'accept' | 'refuse'
    side: 'before' | 'after'
    within: number
    words: string[]
    reason: Bilingual
  }[]
  /** Without any of these entities or groups in the article it does not count. */
  anchors: string[]
  /** Nor with any of these. */
  unless: string[]
}

/** Every surface of the aliases that are asked for (all of them when none is), in the order of the file. */
export function topicSurfaces(topic: TopicFile, asked: readonly string[] = []): AliasSurfaces[] {
  const wanted = new Set(asked.map(folded))
  return Object.entries(topic.source.entities).flatMap(([entity, { title, aliases }]) =>
    aliases
      .map((alias) => (typeof alias === 'string' ? { text: alias } : alias))
      .filter(({ text }) => wanted.size === 0 || wanted.has(folded(text)))
      .map((alias) => ({
        ...{ entity, title, alias: alias.text, surfaces: surfacesOf(topic, alias) },
        ambiguous: ambiguityOf(topic.source, alias),
        ...{ since: alias.since ?? null, until: alias.until ?? null, denied: alias.deny ?? [] },
      })),
  )
}

/** Two spellings that the matcher reads alike are one. */
const folded = (text: string): string => wordsOf(text).join(' ')

type AliasRecord = Exclude<TopicSource['entities'][string]['aliases'][number], string>

function ambiguityOf(source: TopicSource, alias: AliasRecord): AliasAmbiguity | null {
  const { cue, unless = [] } = alias
  const list = cue === undefined ? undefined : source.cues[cue]
  const anchors = alias.anchor ?? list?.anchor ?? []
  if (list === undefined && anchors.length + unless.length === 0) return null
  const steps = (list?.steps ?? []).map(({ verdict, side, within, words, starts, endings, reason }) => ({
    ...{ verdict, side, within, reason },
    words: [...words, ...starts.map((start) => `${start}…`), ...endings.map((ending) => `…${ending}`)],
  }))
  return { cue: cue ?? null, steps, anchors, unless }
}
