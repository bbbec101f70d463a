import { createHash } from 'node:crypto'
import type { Prefix } from '../arabic/clitics.ts'
import { aliasForms, foldPhrase } from './alias-forms.ts'
import { type Automaton, buildAutomaton } from './automaton.ts'
import { type CompiledCue, compileCue } from './cues.ts'
import type { TopicFile } from './parse-topic.ts'
import type { Period } from './period.ts'
import { type Enough, enoughNames, type Needs, ruleNeeds } from './rule-needs.ts'
import { type AliasRecord, aliasRecordOf, type Bilingual, type TopicSource } from './topic-schema.ts'

/** An alias ready for matching; `entity` is undefined for masks and block titles. */
export interface CompiledAlias {
  entity: string | undefined
  kind: 'name' | 'cue' | 'mask' | 'boilerplate'
  /** A rule asks for its entity by name, so a reader wants to know why a word like it does not count. */
  needed: boolean
  title: Bilingual
  text: string
  accepts: (prefix: Prefix) => boolean
  denied: ReadonlySet<string>
  tight: boolean
  cue: CompiledCue | undefined
  anchors: readonly string[]
  unless: readonly string[]
  /** No word beside it can make it sure: without an anchor in the article it never counts. */
  needsAnchor: boolean
  /** When it stands for its entity; undefined is always. */
  period: Period | undefined
  /** Written with its article, without which the word is another one: الحركة, حركة. */
  ownArticle: boolean
}

/** A pattern of the automaton and the aliases that it stands for. */
export interface Pattern {
  text: string
  aliases: CompiledAlias[]
  /** All of its aliases are cues, so it matters only beside names. */
  cueOnly: boolean
}

/** A topic ready to match articles. Immutable; building one takes milliseconds, so keep it. */
export interface CompiledTopic {
  id: string
  /** Hash of the file and its edits: the version that every match names. */
  version: string
  title: { ar: string; en: string }
  source: TopicSource
  /** Those of names first; then, from `firstCue` on, those that are cues alone. */
  patterns: readonly Pattern[]
  firstCue: number
  /** Finds names; most news holds none that matter and is read no further. */
  automaton: Automaton
  /** Finds cues; the number of a pattern counts from `firstCue`. */
  cueAutomaton: Automaton
  /** Entities that an entity or group name stands for. */
  members: ReadonlyMap<string, readonly string[]>
  cues: ReadonlyMap<string, CompiledCue>
  /** What must be in an article before a rule can hold, for each rule. */
  needs: readonly Needs[]
  /** What must be named before it is worth looking for cue words. */
  enough: Enough
}

/**
 * Hash of the rules in force, 12 hexadecimal digits: the file's rules with the edits applied. Comments
 * and cases are left out, since they change no verdict.
 */
export function topicVersion(topicFile: TopicFile): string {
  const { cases: _, $schema: __, ...rules } = topicFile.source
  return createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 12)
}

/** Expands all aliases and builds the automaton. Pure; takes well under 200 ms for thousands of forms. */
export function compileTopic(topicFile: TopicFile): CompiledTopic {
  const { source } = topicFile
  const cues = new Map(Object.entries(source.cues).map(([name, cue]) => [name, compileCue(name, cue)]))
  const patterns = collectPatterns(source, cues).sort((a, b) => Number(a.cueOnly) - Number(b.cueOnly))
  const firstCue = patterns.filter((pattern) => !pattern.cueOnly).length
  const texts = patterns.map((pattern) => pattern.text)
  const needs = ruleNeeds(source)
  const members = new Map<string, readonly string[]>([
    ...Object.keys(source.entities).map((name): [string, string[]] => [name, [name]]),
    ...Object.entries(source.groups),
  ])
  return {
    id: source.id,
    version: topicVersion(topicFile),
    title: source.title,
    source,
    patterns,
    cues,
    ...{ needs, enough: enoughNames(source, needs, members), members },
    firstCue,
    automaton: buildAutomaton(texts.slice(0, firstCue)),
    cueAutomaton: buildAutomaton(texts.slice(firstCue)),
  }
}

function collectPatterns(source: TopicSource, cues: ReadonlyMap<string, CompiledCue>): Pattern[] {
  const byText = new Map<string, Pattern>()
  const needed = neededEntities(source)
  const add = (record: AliasRecord, entity: string | undefined, kind: CompiledAlias['kind']): void => {
    const { forms, accepts } = aliasForms(record)
    const title = entity === undefined ? undefined : source.entities[entity]?.title
    const alias: CompiledAlias = {
      ...compileAlias(record, entity, kind, accepts, cues),
      needed: entity !== undefined && needed.has(entity),
      title: title ?? { ar: record.text, en: record.text },
    }
    for (const text of forms) {
      const pattern = byText.get(text) ?? { text, aliases: [], cueOnly: true }
      pattern.aliases.push(alias)
      pattern.cueOnly &&= kind === 'cue'
      byText.set(text, pattern)
    }
  }
  for (const [name, entity] of Object.entries(source.entities))
    for (const alias of entity.aliases) add(aliasRecordOf(alias), name, entity.kind)
  for (const mask of source.masks) add({ text: mask }, undefined, 'mask')
  for (const title of source.boilerplate) add({ text: title, prefix: 'none' }, undefined, 'boilerplate')
  return [...byText.values()]
}

function neededEntities(source: TopicSource): ReadonlySet<string> {
  const names = ruleNeeds(source).flatMap((needs) => needs.flatMap((alternative) => [...alternative]))
  return new Set(names.flatMap((name) => source.groups[name] ?? [name]))
}

function compileAlias(
  record: AliasRecord,
  entity: string | undefined,
  kind: CompiledAlias['kind'],
  accepts: CompiledAlias['accepts'],
  cues: ReadonlyMap<string, CompiledCue>,
): Omit<CompiledAlias, 'needed' | 'title'> {
  const cue = record.cue === undefined ? undefined : cues.get(record.cue)
  const anchored = (record.anchor ?? cue?.anchors ?? []).length > 0
  return {
    entity,
    kind,
    text: record.text,
    // A mask takes its words away whichever clitic stands before them.
    accepts: kind === 'mask' && !record.text.startsWith('ال') ? () => true : accepts,
    denied: new Set((record.deny ?? []).map(foldPhrase)),
    tight: record.gap === 'space',
    cue,
    needsAnchor: anchored && !(cue?.steps.some((step) => step.verdict === 'accept') ?? false),
    anchors: record.anchor ?? [],
    unless: record.unless ?? [],
    period: record.since === undefined && record.until === undefined ? undefined : record,
    ownArticle: record.text.startsWith('ال'),
  }
}
