/** Mulberry32: numbers in [0, 1), the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

type Random = () => number
type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array

const at = (bytes: Uint8Array, random: Random) => Math.floor(random() * (bytes.length + 1))
const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T

function splice(bytes: Uint8Array, from: number, until: number, put: Uint8Array): Uint8Array {
  const out = new Uint8Array(from + put.length + bytes.length - until)
  out.set(bytes.subarray(0, from))
  out.set(put, from)
  out.set(bytes.subarray(until), from + put.length)
  return out
}

// What stands for structure, and what has broken parsers before.
const TOKENS = [
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '/>',
    ']]>',
    '<![CDATA[',
    '<!--',
    '-->',
    '<?',
    '?>',
    '<!DOCTYPE x [<!ENTITY a "b">]>',
    '&a;',
  ],
  ...[
    '<item>',
    '</item>',
    '</channel>',
    '<entry>',
    '<title>',
    '</title>',
    '<rss>',
    '<html>',
    '<script>',
    'xml:base="//"',
  ],
  ...[
    '&#x0;',
    '&#xD800;',
    '&#1114112;',
    '&nbsp;',
    '\u0000',
    '\uFEFF',
    '\u202E',
    '{',
    '}',
    '[',
    '\\u',
    'xmlns:a=""',
    '%',
  ],
].map((token) => new TextEncoder().encode(token))

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => bytes.slice(0, at(bytes, random)),
  (bytes, random) => bytes.slice(at(bytes, random)),
  (bytes, random) => {
    const changed = bytes.slice()
    for (let n = 1 + random() * 8; n > 0; n--) changed[at(bytes, random)] = random() * 256
    return changed
  },
  (bytes, random) => {
    const place = at(bytes, random)
    return splice(bytes, place, place, pick(TOKENS, random))
  },
  // A piece taken out, and a piece put elsewhere once more.
  (bytes, random) => {
    const from = at(bytes, random)
    return splice(bytes, from, from + Math.floor(random() * (bytes.length - from)), new Uint8Array())
  },
  (bytes, random) => {
    const from = at(bytes, random)
    const place = at(bytes, random)
    return splice(bytes, place, place, bytes.slice(from, from + random() * 400))
  },
  // The same again and again: nesting, and what makes a careless pattern quadratic.
  (bytes, random) => {
    const token = pick(TOKENS, random)
    const run = new Uint8Array(token.length * Math.floor(2 ** (random() * 13)))
    for (let n = 0; n < run.length; n += token.length) run.set(token, n)
    const place = at(bytes, random)
    return splice(bytes, place, place, run)
  },
  // Every byte in two, without saying so.
  (bytes) => new Uint8Array(Buffer.from(Buffer.from(bytes).toString('latin1'), 'utf16le')),
]

/** The sample spoilt in one to five ways. */
export function mutate(sample: Uint8Array, random: Random): Uint8Array {
  let bytes = sample
  for (let n = 1 + Math.floor(random() * 5); n > 0; n--) bytes = pick(MUTATIONS, random)(bytes, random)
  return bytes
}
