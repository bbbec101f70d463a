import type { SearchInput, StoryFilters } from '@rasid/operations'
import { RARE_OUTLET } from './fill-store.ts'

const DAY_MS = 86_400_000
/** The end of the stored time and a random instant in it. */
export const endOf = (matches: number) => Date.UTC(2020, 0, 1) + matches * 7 * 60_000
type Question = (random: () => number, matches: number) => SearchInput

export const QUESTIONS: Record<string, Question> = {
  'newest 20': () => ({}),
  'tier core': () => ({ tier: 'core' }),
  'tier related': () => ({ tier: 'related' }),
  'a common outlet': () => ({ outlet: 'وسيلة 3' }),
  'a rare outlet': () => ({ outlet: RARE_OUTLET }),
  'no such outlet': () => ({ outlet: 'لا أحد' }),
  'a common entity': () => ({ entities: ['taliban'] }),
  'a rare entity': () => ({ text: 'كيان:باكستان' }),
  'two entities': () => ({ entities: ['isis', 'russia'] }),
  'a story': (random, matches) => ({ story: 1 + Math.floor((random() * matches) / 4) }),
  'a day': (random, matches) => {
    const from = new Date(endOf(matches * random()) - DAY_MS)
    return { from, to: new Date(from.getTime() + DAY_MS) }
  },
  'before a day': (random, matches) => ({ to: new Date(endOf(matches * random())) }),
  'a common word': () => ({ text: 'لطالبان' }),
  'a rare word': (random, matches) => ({ text: `رقم${1 + Math.floor(random() * matches)}` }),
  'no such word': () => ({ text: 'عنقاء' }),
  'two words': () => ({ text: 'كابولوف القمح' }),
  'a spelling variant': () => ({ text: 'وكابول بالقمح' }),
  'a phrase': () => ({ text: '"تفكيك خلية"' }),
  'a prefix': () => ({ text: 'برلمان*' }),
  'an exclusion': () => ({ text: 'القمح -كابولوف' }),
  'word, tier, outlet': () => ({ text: 'القمح', tier: 'core', outlet: 'وسيلة 3' }),
  'rare word and common entity': () => ({ text: 'رقم1500', entities: ['taliban'] }),
  'by relevance, a common word': () => ({ text: 'القمح', order: 'relevance' }),
}

export const STORY_QUESTIONS: Record<string, StoryFilters> = {
  'stories: newest 20': {},
  'stories: tier': { tier: 'core' },
  'stories: a rare outlet': { outlet: RARE_OUTLET },
  'stories: an entity': { entities: ['taliban'] },
  'stories: a word': { text: 'القمح' },
}
