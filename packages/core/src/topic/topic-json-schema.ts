import { z } from 'zod'
import { topicSchema } from './topic-schema.ts'

/** The JSON Schema of a topic file, for editors; `topics/topic.schema.json` holds it as text. */
export function topicJsonSchema(): string {
  const schema = z.toJSONSchema(topicSchema, { io: 'input' })
  return `${JSON.stringify({ title: 'A topic of Rasid', ...schema }, null, 2)}\n`
}
