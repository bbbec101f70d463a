import { concepts } from './concepts.ts'
import { placesConflict } from './event-places.ts'
import { definingNumberConflict } from './numbers.ts'
import { qualifiedConflict } from './qualified-nouns.ts'
import type { StoryFeatures } from './story-features.ts'
import type { StorySignature } from './story-signature.ts'

/** Why two articles cannot tell one event however alike their words are. */
export type Veto = 'place' | 'order' | 'actor' | 'person' | 'number' | 'subject' | 'opposite' | 'name'

const opposites = concepts.flatMap(({ id, against }) => (against ? [[id, against] as const] : []))

const subjects = new Set(concepts.filter((concept) => concept.subject).map(({ id }) => id))

/** The first reason that keeps two articles apart, or null. Each needs both sides to speak: what one headline leaves out is
 *  no contradiction. */
export function vetoBetween(a: StorySignature, b: StorySignature): Veto | null {
  const [x, y] = [a.features, b.features]
  if (placesDiffer(x, y)) return 'place'
  if (orderDiffers(x, y)) return 'order'
  if (actorsDiffer(x, y)) return 'actor'
  if (personsDiffer(x, y)) return 'person'
  if (numbersDiffer(x, y)) return 'number'
  if (subjectsDiffer(x, y)) return 'subject'
  if (sayOpposites(x, y)) return 'opposite'
  return qualifiedConflict(x.named, y.named, x.said, y.said) ? 'name' : null
}

// A title's place outranks the lead's, which may name where others reacted.
function placesDiffer(x: StoryFeatures, y: StoryFeatures): boolean {
  if (placesConflict(x.titlePlaces, y.titlePlaces)) return true
  const [a, b] = [x.titlePlaces.length ? x.titlePlaces : x.places, y.titlePlaces.length ? y.titlePlaces : y.places]
  return placesConflict(a, y.places) && placesConflict(b, x.places)
}

function orderDiffers(x: StoryFeatures, y: StoryFeatures): boolean {
  const turned = (direction: string) => direction.split('>').reverse().join('>')
  return x.directions.some(
    (direction) =>
      y.directions.some((other) => other === turned(direction)) &&
      !y.directions.some((other) => other === direction) &&
      !x.directions.some((other) => other === turned(direction)),
  )
}

// The Afghan government and the movement are one actor in today's headlines; a country also stands for its people.
function alike(actor: string, others: readonly string[]): boolean {
  if (others.includes(actor)) return true
  if (actor === 'afghanistan') return others.includes('taliban')
  return actor === 'taliban' && others.includes('afghanistan')
}

function actorsDiffer(x: StoryFeatures, y: StoryFeatures): boolean {
  const missing = (from: StoryFeatures, other: StoryFeatures) =>
    from.titleActors.some((actor) => !alike(actor, other.actors))
  return missing(x, y) && missing(y, x)
}

function personsDiffer(x: StoryFeatures, y: StoryFeatures): boolean {
  return x.persons.some((person) => {
    const actor = person.split(':')[0]
    const theirs = y.persons.filter((other) => other.split(':')[0] === actor)
    const ours = x.persons.filter((other) => other.split(':')[0] === actor)
    return theirs.length > 0 && !theirs.some((other) => ours.includes(other))
  })
}

function numbersDiffer(x: StoryFeatures, y: StoryFeatures): boolean {
  if (definingNumberConflict(x.titleNumbers, y.titleNumbers)) return true
  return definingNumberConflict(x.numbers, y.numbers) !== null
}

// Both deal with something of which the other's title and lead say nothing.
function subjectsDiffer(x: StoryFeatures, y: StoryFeatures): boolean {
  const missing = (from: StoryFeatures, other: StoryFeatures) => {
    const dealt = from.titleConcepts.filter((id) => subjects.has(id))
    return dealt.length > 0 && !dealt.some((id) => other.concepts.includes(id))
  }
  return missing(x, y) && missing(y, x)
}

function sayOpposites(x: StoryFeatures, y: StoryFeatures): boolean {
  const says = (one: StoryFeatures, other: StoryFeatures, id: string, against: string) =>
    one.titleConcepts.includes(id) &&
    !one.titleConcepts.includes(against) &&
    other.titleConcepts.includes(against) &&
    !other.titleConcepts.includes(id)
  return opposites.some(([id, against]) => says(x, y, id, against) || says(y, x, id, against))
}

/** Whether two headlines say the same noun of different things (لموظفي الدفاع, لموظفي الكهرباء). Synonyms look the same, so it
 *  counts only where little else but the headlines speaks for one event. */
export function constructsDiffer(a: StorySignature, b: StorySignature): boolean {
  const [x, y] = [a.features, b.features]
  return qualifiedConflict(x.construct, y.construct, x.said, y.said)
}
