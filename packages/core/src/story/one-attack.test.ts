import { expect, it } from 'vitest'
import { assignStories, type BatchArticle } from './assign-stories.ts'
import { countOutlets } from './story-outlets.ts'
import { storySignature } from './story-signature.ts'

// Three hours after an attack as a desk sees them: 300 articles from 25 outlets while the toll rises from 40 to 145.
const HEADLINES: readonly ((toll: number) => string)[] = [
  (toll) => `مقتل ${toll} شخصا في هجوم مسلح على قاعة حفلات قرب موسكو`,
  (toll) => `هجوم موسكو: ارتفاع عدد القتلى إلى ${toll}`,
  (toll) => `${toll} قتيلا في هجوم كروكس سيتي هول`,
  (toll) => `ارتفاع حصيلة هجوم كروكس قرب موسكو إلى ${toll} قتيلا`,
  () => 'مسلحون يهاجمون قاعة حفلات قرب موسكو ويوقعون عشرات القتلى',
  () => 'داعش يتبنى هجوم كروكس في موسكو',
  (toll) => `داعش يعلن مسؤوليته عن هجوم موسكو والقتلى ${toll}`,
  (toll) => `روسيا: ${toll} قتيلا على الأقل في الهجوم على كروكوس`,
  () => 'عشرات القتلى والجرحى في هجوم مسلح بضواحي موسكو',
]
const LEADS: readonly ((toll: number) => string)[] = [
  (toll) =>
    `أعلنت لجنة التحقيق الروسية أن ${toll} شخصا قتلوا في الهجوم الذي نفذه مسلحون داخل قاعة كروكس سيتي هول قرب موسكو، وتبناه تنظيم داعش.`,
  (toll) =>
    `ارتفع عدد ضحايا الهجوم المسلح على قاعة الحفلات في ضاحية كراسنوغورسك إلى ${toll} قتيلا، فيما تواصل فرق الإنقاذ البحث بين الركام.`,
  () =>
    'اقتحم مسلحون قاعة للحفلات في ضواحي العاصمة الروسية وأطلقوا النار على الحاضرين قبل أن يندلع حريق كبير في المبنى.',
]

const night = new Date('2026-03-22T18:00:00Z')

function desk(headlines: readonly ((toll: number) => string)[], leads: typeof LEADS, size: number, name: string) {
  return Array.from({ length: size }, (_, i) => {
    const toll = 40 + Math.floor((i / size) * 106)
    const title = headlines[i % headlines.length]?.(toll) ?? ''
    const summary = leads[(i * 7) % leads.length]?.(toll) ?? ''
    const at = new Date(night.getTime() + i * Math.floor(10_800_000 / size))
    return { key: `${name}-${i}`, publisher: `outlet-${i % 25}`, at, signature: storySignature({ title, summary }) }
  })
}

const attack = desk(HEADLINES, LEADS, 300, 'here')

function storiesOf(batch: readonly BatchArticle[]): string[] {
  return assignStories(batch, []).map((answer) => ('opensWith' in answer ? answer.opensWith : answer.storyId))
}

it('makes at most three stories of 300 articles on one attack', () => {
  expect(new Set(storiesOf(attack)).size).toBeLessThanOrEqual(3)
})

it('keeps a second attack of the same night apart', () => {
  const elsewhere = desk(
    [(toll) => `مقتل ${toll} شخصا في تفجير مسجد في قندهار`, () => 'تفجير انتحاري يستهدف مسجدا في قندهار وداعش يتبنى'],
    [
      (toll) =>
        `قال مسؤول في طالبان إن ${toll} شخصا قتلوا في تفجير انتحاري استهدف مسجدا وسط قندهار، وتبناه تنظيم داعش.`,
    ],
    40,
    'there',
  )
  const answers = assignStories([...attack, ...elsewhere], [])
  const storiesWith = (prefix: string) =>
    new Set(answers.filter((a) => a.key.startsWith(prefix)).map((a) => ('opensWith' in a ? a.opensWith : a.storyId)))
  const [here, there] = [storiesWith('here'), storiesWith('there')]
  expect([...here].filter((id) => there.has(id))).toEqual([])
  expect(there.size).toBeLessThanOrEqual(2)
})

it('counts 25 outlets, and fewer texts than outlets', () => {
  const counts = countOutlets(attack.slice(0, 60))
  expect(counts.outlets).toBe(25)
  expect(counts.independentTexts).toBeLessThan(25)
})
