import { count } from './count.ts'
import { textRows } from './text-rows.ts'

/** What charts and pictures say. Numbers come formatted, names cleaned. */
export const chartTexts = textRows({
  core: { ar: 'أساسي', en: 'Core' },
  related: { ar: 'ذو صلة', en: 'Related' },
  matchesByDay: { ar: 'المطابقات يومًا بيوم', en: 'Matches a day' },
  topOutlets: { ar: 'أكثر الوسائل نشرًا', en: 'Outlets that published most' },
  entitiesByDay: { ar: 'من ورد ذكره في المطابقات', en: 'Who the matches speak of' },
  visitsByDay: { ar: 'زيارات المصادر', en: 'Visits to feeds' },
  answered: { ar: 'أجابت', en: 'answered' },
  slowed: { ar: 'طلبت التمهل', en: 'slowed' },
  failed: { ar: 'تعثرت', en: 'failed' },
  precision: { ar: 'الدقة بأصوات القراء', en: 'Precision by votes' },
  wanted: { ar: 'أرادوها', en: 'wanted' },
  unwanted: { ar: 'لم يريدوها', en: 'not wanted' },
  rules: { ar: (version: string) => `القواعد ${version}`, en: (version: string) => `rules ${version}` },
  ofVotes: {
    ar: (wanted: string, votes: string) => `${wanted} من ${votes}`,
    en: (wanted: string, votes: string) => `${wanted} of ${votes}`,
  },
  nothing: { ar: 'لا شيء في هذه الأيام', en: 'Nothing in these days' },
  weekTitle: { ar: 'حصيلة الأسبوع', en: 'The week' },
  healthTitle: { ar: 'صحة المصادر والمطابقات', en: 'Feeds and matches' },
  period: {
    ar: (from: string, to: string) => `من ${from} إلى ${to}`,
    en: (from: string, to: string) => `${from} to ${to}`,
  },
  lastDays: {
    ar: (days: number) => `آخر ${count('ar', 'day', days, { grammar: 'oblique' })}`,
    en: (days: number) => `The last ${count('en', 'day', days)}`,
  },
  weekFigures: {
    ar: (matches: number, outlets: number) =>
      `${count('ar', 'match', matches)} من ${count('ar', 'outlet', outlets, { grammar: 'oblique' })}`,
    en: (matches: number, outlets: number) => `${count('en', 'match', matches)} from ${count('en', 'outlet', outlets)}`,
  },
  brand: { ar: 'راصد', en: 'Rasid' },
})
