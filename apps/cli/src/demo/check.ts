import type { DemoScript } from '@rasid/stand-ins'

/** A story as the check needs it: the titles of its articles. */
export interface CheckedStory {
  title: string
  titles: readonly string[]
}

// Titles are cut in long digests; this much of one is still its own.
const ENOUGH = 30

/**
 * What the reader should have been told and was not, and the other way round; empty when all went well. A seed is told
 * when a message names its story; the word-for-word copy and the rewrite belong to the first seed's story.
 */
export function problemsOf(script: DemoScript, told: { stories: readonly CheckedStory[]; text: string }): string[] {
  const names = (title: string) => told.text.includes(title.slice(0, ENOUGH))
  const storyOf = (title: string) => told.stories.find(({ titles }) => titles.includes(title))
  return script.steps.flatMap(({ role, about, article }) => {
    const story = storyOf(article.title)
    if (role === 'decoy') {
      return story || names(article.title) ? [`the decoy "${about}" was matched or told, and should not be`] : []
    }
    if (!story) return [`the ${role} of seed ${Number(about) + 1} is in no story`]
    return names(story.title) ? [] : [`seed ${Number(about) + 1} (${role}) was not told`]
  })
}
