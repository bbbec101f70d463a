import type { StoryView } from './views.ts'

/** Core first; inside a tier what more independent texts and outlets tell, then the higher score, then the later.
 *  The id decides the rest, so that the same stories always stand in the same order. */
export function rankStories(stories: readonly StoryView[]): StoryView[] {
  return [...stories].sort(
    (a, b) =>
      tierRank(a) - tierRank(b) ||
      b.independentTexts - a.independentTexts ||
      b.outlets.length - a.outlets.length ||
      b.score - a.score ||
      lastAt(b) - lastAt(a) ||
      (a.id < b.id ? -1 : 1),
  )
}

/** Core first, then by time alone. */
export function newestFirst(stories: readonly StoryView[]): StoryView[] {
  return [...stories].sort((a, b) => tierRank(a) - tierRank(b) || lastAt(b) - lastAt(a) || (a.id < b.id ? -1 : 1))
}

function tierRank(story: StoryView): number {
  return story.tier === 'core' ? 0 : 1
}

function lastAt(story: StoryView): number {
  return Math.max(...story.outlets.map((outlet) => outlet.at.getTime()), 0)
}
