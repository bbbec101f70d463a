import { parseTopic, TopicError, type TopicFile } from '@rasid/core'
import { isSeq, parseDocument } from 'yaml'
import { z } from 'zod'

/** The operations of operators on a topic; each is one row of `topic_edits`. */
export const topicEditSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('add-alias'), entity: z.string(), alias: z.unknown() }),
  z.strictObject({ op: z.literal('remove-alias'), entity: z.string(), alias: z.string() }),
])

export type TopicEditOp = z.infer<typeof topicEditSchema>

export type AppliedEdit = { kind: 'applied'; topic: TopicFile } | { kind: 'refused'; reason: string }

/** A topic file with one edit merged into its text, comments kept; refused when the result is no topic any more. */
export function applyTopicEdit(topic: TopicFile, op: unknown): AppliedEdit {
  const parsed = topicEditSchema.safeParse(op)
  if (!parsed.success) return { kind: 'refused', reason: `not an edit of this version: ${JSON.stringify(op)}` }
  const edit = parsed.data
  const document = parseDocument(topic.yamlText)
  const aliases = document.getIn(['entities', edit.entity, 'aliases'])
  if (!isSeq(aliases)) return { kind: 'refused', reason: `the topic has no entity "${edit.entity}"` }
  if (edit.op === 'add-alias') aliases.add(document.createNode(edit.alias))
  else {
    const at = (aliases.toJSON() as unknown[]).findIndex((alias) => aliasText(alias) === edit.alias)
    if (at === -1) return { kind: 'refused', reason: `"${edit.entity}" has no alias "${edit.alias}"` }
    aliases.delete(at)
  }
  try {
    return { kind: 'applied', topic: parseTopic(document.toString(), topic.fileName) }
  } catch (error) {
    if (error instanceof TopicError) return { kind: 'refused', reason: error.message }
    throw error
  }
}

const aliasText = (alias: unknown): unknown =>
  typeof alias === 'object' && alias !== null && 'text' in alias ? alias.text : alias
