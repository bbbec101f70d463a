import { type CompiledTopic, compileTopic } from '../topic/compile-topic.ts'
import { parseTopic } from '../topic/parse-topic.ts'

const HEAD = `id: invented
version: 1
title: { ar: مخترع, en: invented }
languages: [ar]
`

/** A topic of invented countries, compiled: `rest` is its YAML from `entities:` on. Throws TopicError like `parseTopic`. */
export const inventedTopic = (rest: string): CompiledTopic =>
  compileTopic(parseTopic(`${HEAD}${rest}`, 'invented.yaml'))
