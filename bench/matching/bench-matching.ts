// Our matcher and its peers over the same labelled articles.
//   node bench/matching/bench-matching.ts <labelled.jsonl[.gz]> [general.jsonl[.gz]]
import { existsSync } from 'node:fs'
import { describeReason, type MatchResult, matchArticle, type Verdict } from '@rasid/core'
import { light10And, type Matcher, substringAnd } from './baselines.ts'
import { type LabelledRow, readRows, shippedTopic } from './labelled.ts'
import { postgresAnd } from './postgres-baseline.ts'
import { confusionLines, scoreTier, wrongRows } from './score.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

function printScores(name: string, rows: readonly LabelledRow[], verdicts: readonly Verdict[]): void {
  const wrong = wrongRows(rows, verdicts).length
  const parts = (['core', 'related'] as const).map((tier) => {
    const { precision, recall, f1, right, falseAlarms, missed } = scoreTier(rows, verdicts, tier)
    return `${tier} P ${precision.toFixed(2)} R ${recall.toFixed(2)} F1 ${f1.toFixed(2)} (${right} found, ${missed} missed, ${falseAlarms} false)`
  })
  say(`${name.padEnd(20)} ${parts.join(' · ')} · ${wrong} wrong of ${rows.length}`)
}

function printErrors(rows: readonly LabelledRow[], results: readonly MatchResult[]): void {
  const wrong = wrongRows(
    rows,
    results.map((result) => result.tier),
  )
  const bySubtype = Map.groupBy(wrong, (index) => rows[index]?.subtype ?? '')
  for (const [subtype, indexes] of bySubtype) {
    say(`\n${subtype}: ${indexes.length}`)
    for (const index of indexes) {
      const row = rows[index] as LabelledRow
      const result = results[index] as MatchResult
      const evidence = Object.entries(Object.groupBy(result.evidence, (item) => item.entity))
        .map(([entity, items]) => `${entity} ${items?.length}: ${items?.[0]?.surface}`)
        .join(' · ')
      say(
        `  ${row.id} accepts ${row.accept.join('/')}, got ${result.tier}: ${result.reasons.map((reason) => describeReason(reason, 'en')).join('; ')}`,
      )
      say(`    ${evidence}`)
    }
  }
}

async function connectPeers(): Promise<Matcher[]> {
  const url = process.env.DATABASE_URL
  if (url === undefined) {
    say('Postgres arabic AND  left out: DATABASE_URL is not set')
    return [substringAnd, light10And]
  }
  const { default: postgres } = (await import('postgres')) as {
    default: (url: string) => ReturnType<Parameters<typeof postgresAnd>[0]>
  }
  return [substringAnd, light10And, postgresAnd(() => postgres(url))]
}

async function printGeneral(
  path: string,
  matchers: readonly Matcher[],
  judge: (rows: LabelledRow[]) => Verdict[],
): Promise<void> {
  const rows = readRows(path)
  const perThousand = (verdicts: readonly Verdict[], tier: Verdict): string =>
    ((verdicts.filter((verdict) => verdict === tier).length * 1000) / rows.length).toFixed(2)
  say(`\nalerts per 1,000 of ${rows.length} general articles`)
  const print = (name: string, verdicts: readonly Verdict[]): void =>
    say(`${name.padEnd(20)} core ${perThousand(verdicts, 'core')} · related ${perThousand(verdicts, 'related')}`)
  print('rasid', judge(rows))
  for (const matcher of matchers) print(matcher.name, await matcher.judge(rows.map((row) => row.article)))
}

async function main(): Promise<void> {
  const [labelled, general] = process.argv.slice(2)
  if (labelled === undefined || !existsSync(labelled)) {
    process.stderr.write('give a file of labelled articles: bench-matching.ts <labelled.jsonl> [general.jsonl.gz]\n')
    process.exitCode = 2
    return
  }
  const topic = shippedTopic()
  const rows = readRows(labelled)
  const results = rows.map((row) => matchArticle(topic, row.article))
  const verdicts = results.map((result) => result.tier)
  printScores('rasid', rows, verdicts)
  const matchers = await connectPeers()
  for (const matcher of matchers) printScores(matcher.name, rows, await matcher.judge(rows.map((row) => row.article)))
  say('\nconfusion (rows that accept one verdict)')
  for (const line of confusionLines(rows, verdicts)) say(line)
  printErrors(rows, results)
  if (general !== undefined)
    await printGeneral(general, matchers, (articles) => articles.map((row) => matchArticle(topic, row.article).tier))
}

await main()
