import type { IgnoredPart } from '@rasid/core'
import { type Db, type StoryPageAsk, storiesToTell, storyPage, type ToldStory } from '@rasid/store'
import { type SearchInput, understood } from './search-matches.ts'

/** Which stories: as `searchMatches` reads its input, of one article of the story; tier and dates are the story's. */
export type StoryFilters = Omit<SearchInput, 'order' | 'origin' | 'story'> & {
  origins?: NonNullable<StoryPageAsk['origins']>
}

export interface StoriesPage {
  stories: ToldStory[]
  /** Null on the last page. */
  next: string | null
  /** Parts of the text that say nothing to us, with the reason. */
  ignored: IgnoredPart[]
}

/** Stories with their articles, the one with the newest article first, a page at a time. @throws BadCursor of @rasid/store */
export async function listStories(
  deps: { db: Db; now(): Date },
  { origins, ...input }: StoryFilters,
): Promise<StoriesPage> {
  const { ask, ignored, isEmpty } = await understood(deps, input)
  if (isEmpty) return { stories: [], next: null, ignored }
  const { story, order: _, origin: __, ...filters } = ask
  if (story !== undefined) return { stories: await storiesToTell(deps.db, [story]), next: null, ignored }
  const { rows, next } = await storyPage(deps.db, { ...filters, ...(origins && { origins }) })
  return {
    stories: await storiesToTell(
      deps.db,
      rows.map(({ id }) => id),
    ),
    next,
    ignored,
  }
}
