// Writes topic.schema.json after a change to topic-schema.ts or condition-schema.ts: node packages/core/topics/write-schema.ts
import { writeFileSync } from 'node:fs'
import { topicJsonSchema } from '../src/topic/topic-json-schema.ts'

writeFileSync(new URL('topic.schema.json', import.meta.url), topicJsonSchema())
