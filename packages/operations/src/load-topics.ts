import { readdir, readFile } from 'node:fs/promises'
import { parseTopic, type TopicFile } from '@rasid/core/topic'

/** Where the shipped topic files are; a second file dropped beside the first is a second topic. */
export const TOPICS_DIRECTORY = new URL('../topics/', import.meta.resolve('@rasid/core'))

const read = new Map<string, TopicFile[]>()

/**
 * Reads every topic file of a directory (`*.yaml`, without the `*.cases.yaml` beside them), once a process: a new file
 * takes effect at the next start. Throws TopicError with every problem of a file.
 */
export async function loadTopics(directory: URL = TOPICS_DIRECTORY): Promise<TopicFile[]> {
  const known = read.get(directory.href)
  if (known !== undefined) return known
  const names = (await readdir(directory)).filter((name) => name.endsWith('.yaml') && !name.endsWith('.cases.yaml'))
  const files: TopicFile[] = []
  for (const name of names.sort()) files.push(parseTopic(await readFile(new URL(name, directory), 'utf8'), name))
  read.set(directory.href, files)
  return files
}
