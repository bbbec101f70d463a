/** Bounds of one visit; times in milliseconds, sizes in bytes. */
export interface FetchLimits {
  /** Each: connecting, and from the request to the end of the headers. */
  headersMs: number
  /** The whole visit, redirects included. */
  totalMs: number
  /** From here on the body must have arrived at `minBytesPerSecond` on average. */
  rateGraceMs: number
  minBytesPerSecond: number
  /** After decompression; on the wire the same bound holds. */
  maxBytes: number
  maxRatio: number
  maxRedirects: number
}

// A slow publisher on a bad day still answers within these; a hostile one cannot hold a slot or fill the memory.
export const FETCH_LIMITS: FetchLimits = {
  headersMs: 10_000,
  totalMs: 20_000,
  rateGraceMs: 5_000,
  minBytesPerSecond: 1024,
  maxBytes: 10 * 1024 * 1024,
  maxRatio: 100,
  maxRedirects: 5,
}
