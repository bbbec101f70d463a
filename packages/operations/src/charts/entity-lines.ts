import type { Lang } from '@rasid/core'
import { type Db, entitiesByDay, type MatchesAsked } from '@rasid/store'
import { rulesInForce } from '../rules-in-force.ts'
import type { EntityLine } from './entities-by-day.ts'

/** The entities of the period with their titles, the most frequent first; a value for each of `dayNames`, 0 where there is none. */
export async function entityLines(
  db: Db,
  { dayNames, lang, ...ask }: MatchesAsked & { dayNames: readonly string[]; lang: Lang },
): Promise<EntityLine[]> {
  const [rows, rules] = await Promise.all([entitiesByDay(db, ask), rulesInForce(db)])
  const titleOf = (entity: string) =>
    rules.topics.map(({ source }) => source.entities[entity]?.title[lang]).find((title) => title !== undefined)
  const lines = [...Map.groupBy(rows, ({ entity }) => entity)].map(([entity, found]) => {
    const byDay = new Map(found.map(({ day, matches }) => [day, matches]))
    return { title: titleOf(entity) ?? entity, values: dayNames.map((day) => byDay.get(day) ?? 0) }
  })
  const sum = ({ values }: EntityLine) => values.reduce((all, value) => all + value, 0)
  return lines.sort((a, b) => sum(b) - sum(a))
}
