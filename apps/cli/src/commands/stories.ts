import { listStories } from '@rasid/operations'
import type { ToldArticle, ToldStory } from '@rasid/store'
import type { Command } from 'commander'
import { withSystem } from '../open-system.ts'
import { say } from '../output.ts'
import { countUpTo } from '../parse-options.ts'
import { formatOf, minuteOf, type PrintOptions, printRows, withFormats } from '../print.ts'
import type { Cli } from '../program.ts'
import { badCursorIsUsage, type SearchOptions, sayIgnored, searchInput, withSearch } from '../search-options.ts'

interface StoriesOptions extends PrintOptions, SearchOptions {
  limit: number
  articles?: boolean
}

/** `rasid stories [words…]` */
export function addStories(root: Command, cli: Cli): void {
  const stories = withSearch(root.command('stories').description('stories, the one with the newest article first'))
    .option('--articles', 'each with its articles in order of publication (always so with --story)')
    .option('--limit <n>', 'how many', countUpTo(1000), 20)
    .option('--cursor <cursor>', 'go on where an earlier page ended')
  withFormats(stories)
    .addHelpText('after', EXAMPLES)
    .action((words: string[], options: StoriesOptions) => listed(cli, words, options))
}

const EXAMPLES = `
Examples:
  rasid stories --tier core --since 7d
  rasid stories --story 12
  rasid stories القمح --outlet "وسيلة المثال" --articles
  rasid stories --since 30d --limit 1000 --csv > stories.csv`

async function listed(cli: Cli, words: readonly string[], options: StoriesOptions): Promise<void> {
  const page = await withSystem(cli, 'stories', ({ database }) =>
    listStories(
      { db: database.store.db, now: () => new Date() },
      { ...searchInput(words, options), limit: options.limit },
    ).catch(badCursorIsUsage),
  )
  const withArticles = options.articles === true || options.story !== undefined
  const rows = page.stories.map((told) => (options.csv || !withArticles ? told.story : rowOf(told)))
  const byStory = new Map(page.stories.map((told) => [told.story.id, told]))
  await printRows(cli.streams, rows, formatOf(options), ({ id }) =>
    forPeople(byStory.get(id) as ToldStory, withArticles),
  )
  sayIgnored(cli, page.ignored)
  if (page.stories.length === 0) say(cli.streams, 'No story fits.')
  if (page.next) say(cli.streams, `There is more: --cursor ${page.next}`)
}

const rowOf = ({ story, articles }: ToldStory) => ({
  ...story,
  members: articles.map(({ id, outlet, title, url, at }) => ({ id, outlet, title, url, at })),
})

// Arabic alone on its line; what is Latin stands on the next.
function forPeople({ story, articles }: ToldStory, withArticles: boolean): string {
  const { id, tier, outlets, texts, lastAt, origin } = story
  const counts = `${outlets} outlets, ${articles.length} articles, ${texts} independent texts`
  const lines = [story.title, `#${id} ${tier} · ${minuteOf(lastAt)} · ${origin} · ${counts}`]
  if (withArticles) lines.push(...articles.flatMap(articleLines))
  return [...lines, ''].join('\n')
}

const articleLines = ({ id, outlet, title, url, at }: ToldArticle): string[] => [
  `  ${outlet}`,
  `  ${title}`,
  `    #${id} ${minuteOf(at)}${url ? `  ${url}` : ''}`,
]
