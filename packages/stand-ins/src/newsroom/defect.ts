/** What is wrong with an outlet's feed, or with its pages. */
export type Defect =
  /** Any status; 429 and 503 may carry Retry-After (seconds or a date). */
  | { kind: 'status'; status: number; retryAfter?: string; body?: string }
  /** 200 with an HTML page where the feed was. */
  | { kind: 'html-page' }
  /** 200 with nothing. */
  | { kind: 'empty' }
  /** The first half of the document, as if it were whole. */
  | { kind: 'truncated' }
  /** The connection closes in the middle of the announced length. */
  | { kind: 'cut' }
  /** No answer at all. */
  | { kind: 'hang' }
  /** Headers, then nothing. */
  | { kind: 'hang-body' }
  | { kind: 'reset' }
  | { kind: 'slow-drip'; bytesPerSecond: number }
  /** A few kilobytes of gzip that unpack to so many megabytes. */
  | { kind: 'gzip-bomb'; megabytes?: number }
  /** A body that never ends. */
  | { kind: 'endless' }
  | { kind: 'redirect'; status: 301 | 302 | 303 | 307 | 308; to: string }
  | { kind: 'redirect-loop' }
  /** The document is whole, the header names another charset. */
  | { kind: 'wrong-charset'; charset: string }
  /** The document is whole, the header names another type. */
  | { kind: 'wrong-type'; contentType: string }

/** A defect that spoils the answer but lets the document through. */
export type HeaderDefect = Extract<Defect, { kind: 'wrong-charset' | 'wrong-type' }>
