import { assignStory, type DatedSignature, type RecentStory, type StoryOptions } from './assign-story.ts'

/** An article of a batch; `key` is unique and breaks ties of time. */
export interface BatchArticle extends DatedSignature {
  key: string
}

/** Where an article of a batch went: an existing story, or the new one named by its first article. */
export type BatchAssignment = { key: string; storyId: string } | { key: string; opensWith: string }

const NEW = 'new:'

/** Assigns a batch oldest first, each article seeing those before it: the result is the same in whatever order the batch
 *  arrived. The order of the answers is that of time. */
export function assignStories(
  batch: readonly BatchArticle[],
  recent: readonly RecentStory[],
  options: StoryOptions = {},
): BatchAssignment[] {
  const stories = recent.map((story) => ({ storyId: story.storyId, articles: [...story.articles] }))
  const inOrder = [...batch].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.key < b.key ? -1 : 1))
  return inOrder.map((article) => {
    const answer = assignStory(article, stories, options)
    const storyId = answer.kind === 'joins' ? answer.storyId : NEW + article.key
    const story = stories.find((known) => known.storyId === storyId)
    if (story) story.articles.push(article)
    else stories.push({ storyId, articles: [article] })
    return storyId.startsWith(NEW)
      ? { key: article.key, opensWith: storyId.slice(NEW.length) }
      : { key: article.key, storyId }
  })
}
