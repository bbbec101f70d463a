import { assignStory, type StorySignature } from '@rasid/core'
import type { AssignStory } from '@rasid/store'

/** Step 7 of the data path: the story that an article joins by core's rules, or null for a story of its own. */
export const assignArticle: AssignStory = (article, recent) => {
  const stories = recent.map((story) => ({
    storyId: String(story.id),
    articles: story.articles.map(({ at, signature }) => ({ at, signature: signature as StorySignature })),
  }))
  const assigned = assignStory({ signature: article.signature as StorySignature, at: article.at }, stories)
  return assigned.kind === 'joins' ? Number(assigned.storyId) : null
}
