// Chance that can be had again: proofs print the seed that they ran with.
export const SEED = Number(process.env.RASID_PROOF_SEED ?? 20_261_122)

/** Mulberry32: numbers from 0 to below 1; the same seed kills at the same moments, as far as the machine allows. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
