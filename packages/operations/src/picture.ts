import type { ChartLook } from './charts/chart-look.ts'
import { drawHealth, type HealthFacts } from './charts/health-drawing.ts'
import { renderPicture } from './charts/render-picture.ts'
import { drawWeek, type WeekFacts } from './charts/week-drawing.ts'

/**
 * What a picture shows, as its message's row keeps it: some hundred bytes instead of a file a chat, and the same picture
 * whenever it is drawn.
 */
export type PictureDraft = { look: ChartLook } & (
  | { shows: 'week'; facts: WeekFacts }
  | { shows: 'health'; facts: HealthFacts }
)

// Of one week there is a picture a language and zone: most chats share theirs.
const MOST_KEPT = 8
const drawn = new Map<string, Promise<Uint8Array>>()

/** The PNG of a picture. Drawn once for all chats that get the same. */
export function drawPicture(picture: PictureDraft): Promise<Uint8Array> {
  const key = JSON.stringify(picture)
  const known = drawn.get(key)
  if (known) return known
  const drawing = draw(picture).then(renderPicture)
  drawn.set(key, drawing)
  // One that could not be drawn is tried again by the next message.
  drawing.catch(() => drawn.delete(key))
  const [oldest] = drawn.keys()
  if (drawn.size > MOST_KEPT && oldest !== undefined) drawn.delete(oldest)
  return drawing
}

function draw(picture: PictureDraft): Promise<string> {
  return picture.shows === 'week' ? drawWeek(picture.facts, picture.look) : drawHealth(picture.facts, picture.look)
}
