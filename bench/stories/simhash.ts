// SimHash over words (Charikar 2002), 64 bits as two halves.

function hash(word: string, seed: number): number {
  let value = seed
  for (let i = 0; i < word.length; i++) value = Math.imul(value ^ word.charCodeAt(i), 0x01000193)
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b)
  return value ^ (value >>> 13)
}

/** The 64 bits of a text's words as two signed halves. */
export function simhash(words: readonly string[]): [number, number] {
  const sums = new Array<number>(64).fill(0)
  for (const word of words) {
    const halves = [hash(word, 0x811c9dc5), hash(word, 0x1234567)]
    for (let bit = 0; bit < 64; bit++) {
      const set = ((halves[bit >> 5] ?? 0) >>> (bit & 31)) & 1
      sums[bit] = (sums[bit] ?? 0) + (set ? 1 : -1)
    }
  }
  const half = (from: number) =>
    sums.slice(from, from + 32).reduce((value, sum, bit) => (sum > 0 ? value | (1 << bit) : value), 0)
  return [half(0), half(32)]
}

/** How many of the 64 bits differ. */
export function hamming(a: readonly [number, number], b: readonly [number, number]): number {
  const ones = (value: number) => value.toString(2).replaceAll('0', '').length
  return ones((a[0] ^ b[0]) >>> 0) + ones((a[1] ^ b[1]) >>> 0)
}
