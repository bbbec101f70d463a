// Words beyond this repeat background; the first ones tell the event.
const MOST_WORDS = 300

function hashWord(word: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return hash | 0
}

/** Mixes two 32-bit numbers into one (the finaliser of MurmurHash3). */
export function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2)), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) | 0
}

/** The set of 3-word shingles of the words as sorted signed 32-bit hashes. Fewer than three words make one shingle. */
export function shinglesOf(words: readonly string[]): number[] {
  const hashes = words.slice(0, MOST_WORDS).map(hashWord)
  if (hashes.length === 0) return []
  const set = new Set<number>()
  for (let i = 0; i + 2 < Math.max(hashes.length, 3); i++) {
    set.add(mix(mix(hashes[i] ?? 0, hashes[i + 1] ?? 0), hashes[i + 2] ?? 0))
  }
  return [...set].sort((a, b) => a - b)
}

export interface Overlap {
  shared: number
  /** Shared of all. */
  jaccard: number
  /** Shared of the smaller set. */
  containment: number
}

/** How much two sorted sets share. */
export function overlapOf(a: readonly number[], b: readonly number[]): Overlap {
  let [i, j, shared] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i] ?? 0, b[j] ?? 0]
    if (x === y) shared++
    if (x <= y) i++
    if (y <= x) j++
  }
  const union = a.length + b.length - shared
  const smaller = Math.min(a.length, b.length)
  return { shared, jaccard: union ? shared / union : 0, containment: smaller ? shared / smaller : 0 }
}
