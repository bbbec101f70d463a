import { type FoundName, findNames, nameTable } from './find-names.ts'
import { places } from './places.ts'

const table = nameTable(places)
const byId = new Map(places.map((place) => [place.id, place]))

// After these words a capital is a place and not its government.
const LOCATIVE =
  /^[وف]?(?:في|قرب|وسط|شمال|جنوب|شرق|غرب|شمالي|جنوبي|شرقي|غربي|ب?مدينه|ب?ولايه|ب?اقليم|ب?محافظه|ب?العاصمه|الي|داخل|خارج|ضواحي|ريف|مطار|نحو)$/u
const HAPPENING =
  /^[وف]?[بل]?(?:ال)?(?:هجوم|هجمات|تفجير|انفجار|اعتداء|قصف|مذبحه|مجزره|حريق|زلزال|فيضان|اجتماع|محادثات|مباحثات|موتمر|منتدي|صيغه)$/u
// "يزور موسكو", "يصل كابل"
const TRAVEL = /^[وف]?(?:[يت]زور|زار|[يت]صل|وصل|[يت]غادر|غادر|[يت]ستضيف|زياره)$/u

/** Where a text says that something happens, by its folded words: ids of `places`, the most specific ones only (not the country
 *  of a city that is named), where they stand, and all names of places, capitals that act included. */
export function eventPlacesIn(words: readonly string[]): {
  ids: string[]
  where: FoundName[]
  names: FoundName[]
} {
  const names = findNames(words, table)
  const where = names.filter((name) => isWhere(words, name))
  const ids = new Set(where.map((name) => name.id))
  for (const id of [...ids]) for (const wider of aroundOf(id)) ids.delete(wider)
  return { ids: [...ids].sort(), where, names }
}

function isWhere(words: readonly string[], name: FoundName): boolean {
  if (!byId.get(name.id)?.capital) return true
  if (/^[وف]?ب/u.test(name.prefix)) return true
  const before = words[name.from - 1] ?? ''
  // "في العاصمة الأفغانية كابل"
  if (words.slice(Math.max(0, name.from - 2), name.from).some((word) => word.endsWith('العاصمه'))) return true
  return LOCATIVE.test(before) || HAPPENING.test(before) || TRAVEL.test(before)
}

function aroundOf(id: string): string[] {
  const wider: string[] = []
  for (let at = byId.get(id)?.within; at !== undefined; at = byId.get(at)?.within) wider.push(at)
  return wider
}

/** Whether something can happen at both: the same place, or one inside the other. */
export function samePlace(a: string, b: string): boolean {
  return a === b || aroundOf(a).includes(b) || aroundOf(b).includes(a)
}

/** Both texts name places, and none of one can be one of the other. */
export function placesConflict(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && b.length > 0 && !a.some((place) => b.some((other) => samePlace(place, other)))
}

/** Whether a place is a whole country, which headlines also name as an actor. */
export function isCountry(id: string): boolean {
  const place = byId.get(id)
  return place?.capital === true && place.within === undefined && places.some((other) => other.within === id)
}
