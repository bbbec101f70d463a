import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseTopic, type TopicCase, TopicError, type TopicFile } from '@rasid/core'
import { casesOf, type TopicInForce, topicInForce } from '@rasid/operations'
import type { Db } from '@rasid/store'
import { CommandError, EXIT } from '../output.ts'

/** Runs a command in which a topic file may be wrong: every problem is said as file:line, and the exit code is 1. */
export async function namingFiles<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof TopicError) throw new CommandError(error.problems.join('\n'))
    throw error
  }
}

/** No such topic: says which there are. */
export function unknownTopic(topic: string | undefined, { topics }: { topics: readonly string[] }): CommandError {
  const there = `there is ${topics.join(', ')}`
  return new CommandError(
    topic === undefined ? `Say which topic by --topic; ${there}.` : `There is no topic "${topic}"; ${there}.`,
    EXIT.usage,
  )
}

/** The topic that is asked for. @throws CommandError when there is none. */
export async function topicAsked(db: Db | null, topic: string | undefined): Promise<TopicInForce> {
  const found = await topicInForce({ db }, topic)
  if (found.kind === 'unknown-topic') throw unknownTopic(topic, found)
  return found.topic
}

/** A topic file of somebody's own, with the cases beside it. @throws TopicError, CommandError */
export async function readTopicFile(path: string): Promise<{ file: TopicFile; cases: TopicCase[] }> {
  const yamlText = await readFile(path, 'utf8').catch(() => {
    throw new CommandError(`There is no file ${path}.`, EXIT.usage)
  })
  const file = parseTopic(yamlText, path)
  const folder = pathToFileURL(`${resolve(dirname(path))}/`)
  return { file, cases: await casesOf({ ...file, fileName: basename(path) }, folder) }
}
