import { mix } from './shingles.ts'

// r = 3 rows a band. 200 bands find a pair of Jaccard .27 (a quarter of the words replaced) with probability .98 before
// densification's variance; what they miss the second path may still find.
const ROWS = 3
const BANDS = 200
const BINS = ROWS * BANDS

/** Keys under which near-duplicates meet: one a band of a one-permutation MinHash, as signed 32-bit integers for an
 *  `integer[]` column with a GIN index (`&&` finds the candidates). Empty for an empty set. */
export function lshKeys(shingles: readonly number[]): number[] {
  if (shingles.length === 0) return []
  const bins = densify(binMinima(shingles))
  const keys: number[] = []
  for (let band = 0; band < BANDS; band++) {
    let key = mix(band, 0x51ed270b)
    for (let row = 0; row < ROWS; row++) key = mix(key, bins[band * ROWS + row] ?? 0)
    keys.push(key)
  }
  return keys
}

// One permutation: a shingle's hash says both its bin and its rank in it.
function binMinima(shingles: readonly number[]): (number | null)[] {
  const bins: (number | null)[] = new Array(BINS).fill(null)
  for (const shingle of shingles) {
    const hash = mix(shingle, 0x27d4eb2f) >>> 0
    const bin = Math.floor((hash / 2 ** 32) * BINS)
    const known = bins[bin]
    if (known === null || known === undefined || hash < known) bins[bin] = hash
  }
  return bins
}

// Empty bins borrow from bins drawn by a hash of their own number (Shrivastava 2017, "Optimal densification"), so that short
// texts, which fill few bins, keep the collision probability of their Jaccard.
function densify(bins: readonly (number | null)[]): number[] {
  return bins.map((value, bin) => {
    let filled = value
    for (let attempt = 1; filled === null; attempt++) filled = bins[(mix(bin, attempt) >>> 0) % BINS] ?? null
    return filled
  })
}
