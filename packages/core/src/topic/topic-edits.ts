import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { foldPhrase } from './alias-forms.ts'
import { checkAlias } from './check-alias.ts'
import type { TopicFile } from './parse-topic.ts'
import { type AliasRecord, type AliasSource, aliasRecordOf, type Bilingual, type TopicSource } from './topic-schema.ts'

/** One change to a topic, as operators make them; the store keeps them in order. */
export type TopicEdit =
  | { op: 'add-alias'; entity: string; alias: string | AliasRecord }
  | { op: 'remove-alias'; entity: string; alias: string }
  | { op: 'add-mask'; text: string }
  | { op: 'remove-mask'; text: string }

/** The topic with the edits that apply, and those that do not, each with the reason. */
export interface EditedTopic {
  topic: TopicFile
  setAside: { edit: TopicEdit; said: Bilingual }[]
}

/**
 * Applies edits in order. Pure: the given file stays as it is. An edit that no longer fits the file
 * (its alias came with a new version, its entity is gone) is set aside and told, never an error.
 */
export function applyTopicEdits(topicFile: TopicFile, edits: readonly TopicEdit[]): EditedTopic {
  const setAside: EditedTopic['setAside'] = []
  const applied: TopicEdit[] = []
  let source = topicFile.source
  for (const edit of edits) {
    const said = whyNot(source, edit)
    if (said !== undefined) setAside.push({ edit, said })
    else {
      source = editSource(source, edit)
      applied.push(edit)
    }
  }
  return { topic: { ...topicFile, source, edits: [...topicFile.edits, ...applied] }, setAside }
}

function whyNot(source: TopicSource, edit: TopicEdit): Bilingual | undefined {
  switch (edit.op) {
    case 'add-alias': {
      const checked = checkAlias({ source }, edit.entity, edit.alias)
      return checked.kind === 'refused' ? checked.said : undefined
    }
    case 'remove-alias':
      if (aliasIndex(source, edit.entity, edit.alias) >= 0) return undefined
      return { ar: `لا يوجد لفظ «${edit.alias}» في ${edit.entity}`, en: `${edit.entity} has no alias "${edit.alias}"` }
    case 'add-mask':
      if (!hasMask(source, edit.text)) return undefined
      return { ar: `العبارة «${edit.text}» موجودة`, en: `the mask "${edit.text}" is there already` }
    case 'remove-mask':
      if (hasMask(source, edit.text)) return undefined
      return { ar: `لا توجد عبارة «${edit.text}»`, en: `there is no mask "${edit.text}"` }
  }
}

function aliasIndex(source: TopicSource, entity: string, text: string): number {
  const aliases = source.entities[entity]?.aliases ?? []
  return aliases.findIndex((alias) => foldPhrase(aliasRecordOf(alias).text) === foldPhrase(text))
}

function hasMask(source: TopicSource, text: string): boolean {
  return source.masks.some((mask) => foldPhrase(mask) === foldPhrase(text))
}

function editSource(source: TopicSource, edit: TopicEdit): TopicSource {
  switch (edit.op) {
    case 'add-alias':
      return withAliases(source, edit.entity, (aliases) => [...aliases, edit.alias])
    case 'remove-alias':
      return withAliases(source, edit.entity, (aliases) =>
        aliases.filter((_, index) => index !== aliasIndex(source, edit.entity, edit.alias)),
      )
    case 'add-mask':
      return { ...source, masks: [...source.masks, edit.text] }
    case 'remove-mask':
      return { ...source, masks: source.masks.filter((mask) => foldPhrase(mask) !== foldPhrase(edit.text)) }
  }
}

function withAliases(
  source: TopicSource,
  name: string,
  change: (aliases: AliasSource[]) => AliasSource[],
): TopicSource {
  const entity = source.entities[name]
  if (entity === undefined) return source
  return { ...source, entities: { ...source.entities, [name]: { ...entity, aliases: change(entity.aliases) } } }
}

/** The rules in force as a YAML file, comments kept: the file with its edits written into it. */
export function exportTopic(topicFile: TopicFile): string {
  if (topicFile.edits.length === 0) return topicFile.yamlText
  const document = parseDocument(topicFile.yamlText)
  for (const edit of topicFile.edits) {
    const path = 'entity' in edit ? ['entities', edit.entity, 'aliases'] : ['masks']
    const list = document.getIn(path)
    const text = edit.op.endsWith('-mask')
      ? (edit as { text: string }).text
      : (edit as { alias: string | AliasRecord }).alias
    if (edit.op === 'add-alias' || edit.op === 'add-mask') {
      if (isSeq(list)) list.add(document.createNode(text))
      else document.setIn(path, document.createNode([text]))
    } else if (isSeq(list))
      list.items = list.items.filter((item) => foldPhrase(textOf(item)) !== foldPhrase(String(text)))
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

function textOf(item: unknown): string {
  if (isScalar(item)) return String(item.value)
  return isMap(item) ? String(item.get('text') ?? '') : ''
}
