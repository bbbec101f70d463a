import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

/** Real articles where a file of them is given or found beside the checkout; else made-up ones. */
export function readArticles(path: string | undefined): { texts: string[]; source: string } {
  const beside = fileURLToPath(new URL('../../../shared/eval/general.jsonl.gz', import.meta.url))
  const file = path ? path : existsSync(beside) ? beside : undefined
  if (file === undefined) return { texts: madeUpArticles(), source: 'made-up articles' }
  const bytes = readFileSync(file)
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  const rows = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { title?: string; text: string })
  return { texts: rows.map((row) => `${row.title ?? ''}\n${row.text}`), source: 'real articles' }
}

const SENTENCES = [
  'أعلنت وزارة الاقتصاد أن أسعار المواد الغذائية تراجعت للشهر الثالث على التوالي.',
  'وقال المدرب إن الفريق استعد جيدا للمباراة النهائية التي تقام غدا الجمعة.',
  'وتوقعت هيئة الأرصاد هطول أمطار غزيرة على المناطق الساحلية مساء اليوم.',
  'واستقبل الوزير وفدا من رجال الأعمال لبحث فرص الاستثمار في قطاع الطاقة.',
  'وأظهرت دراسة جديدة أن النوم الكافي يقلل خطر الإصابة بأمراض القلب.',
  'ووصل وفد من حركة طالبان إلى موسكو لإجراء محادثات مع مسؤولين روس.',
  'وشهدت العاصمة كابول هجوما تبناه تنظيم داعش وأسفر عن سقوط ضحايا.',
  'وافتتح المعرض الدولي للكتاب بمشاركة مئات من دور النشر العربية.',
]

function madeUpArticles(): string[] {
  return Array.from({ length: 4000 }, (_, n) =>
    Array.from(
      { length: 12 + (n % 9) },
      (_, k) => SENTENCES[(n * 7 + k * (1 + (n % 5))) % (n % 40 === 0 ? 8 : 5)],
    ).join(' '),
  )
}

/** The articles repeated in order until they are at least `megabytes` of UTF-8. */
export function fillCorpus(texts: readonly string[], megabytes: number): { texts: string[]; bytes: number } {
  const corpus: string[] = []
  let bytes = 0
  for (let at = 0; bytes < megabytes * 1e6; at++) {
    const text = texts[at % texts.length] as string
    corpus.push(text)
    bytes += Buffer.byteLength(text)
  }
  return { texts: corpus, bytes }
}
