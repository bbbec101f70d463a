import { type StorySignature, storySignature } from './story-signature.ts'

/** One article of a desk's night. */
export interface DeskArticle {
  key: string
  publisher: string
  title: string
  summary: string
  at: Date
  signature: StorySignature
}

type Line = (toll: number) => string

const HEADLINES: readonly Line[] = [
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
const LEADS: readonly Line[] = [
  (toll) =>
    `أعلنت لجنة التحقيق الروسية أن ${toll} شخصا قتلوا في الهجوم الذي نفذه مسلحون داخل قاعة كروكس سيتي هول قرب موسكو، وتبناه تنظيم داعش.`,
  (toll) =>
    `ارتفع عدد ضحايا الهجوم المسلح على قاعة الحفلات في ضاحية كراسنوغورسك إلى ${toll} قتيلا، فيما تواصل فرق الإنقاذ البحث بين الركام.`,
  () =>
    'اقتحم مسلحون قاعة للحفلات في ضواحي العاصمة الروسية وأطلقوا النار على الحاضرين قبل أن يندلع حريق كبير في المبنى.',
]
const ELSEWHERE = {
  headlines: [
    (toll: number) => `مقتل ${toll} شخصا في تفجير مسجد في قندهار`,
    () => 'تفجير انتحاري يستهدف مسجدا في قندهار وداعش يتبنى',
  ],
  leads: [
    (toll: number) =>
      `قال مسؤول في طالبان إن ${toll} شخصا قتلوا في تفجير انتحاري استهدف مسجدا وسط قندهار، وتبناه تنظيم داعش.`,
  ],
}

/** How long the desk watches. */
export const NIGHT_MS = 3 * 3_600_000
const OUTLETS = 25

function desk(headlines: readonly Line[], leads: readonly Line[], size: number, name: string, from: Date) {
  return Array.from({ length: size }, (_, i): DeskArticle => {
    const toll = 40 + Math.floor((i / size) * 106)
    const title = headlines[i % headlines.length]?.(toll) ?? ''
    const summary = leads[(i * 7) % leads.length]?.(toll) ?? ''
    const at = new Date(from.getTime() + i * Math.floor(NIGHT_MS / size))
    const publisher = `outlet-${i % OUTLETS}`
    return { key: `${name}-${i}`, publisher, title, summary, at, signature: storySignature({ title, summary }) }
  })
}

/** Three hours after an attack as a desk sees them: 300 articles from 25 outlets while the toll rises from 40 to 145. */
export const attackNear = (from: Date): DeskArticle[] => desk(HEADLINES, LEADS, 300, 'here', from)

/** A second attack of the same night in another place: 40 articles. */
export const attackElsewhere = (from: Date): DeskArticle[] =>
  desk(ELSEWHERE.headlines, ELSEWHERE.leads, 40, 'there', from)
