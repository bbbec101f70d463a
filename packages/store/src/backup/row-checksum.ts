import { hash } from 'node:crypto'

export interface RowChecksum {
  add(row: Uint8Array): void
  rows(): number
  /** 32 hexadecimal digits. */
  value(): string
}

const MODULUS = 1n << 128n

/**
 * Counts rows and sums the first half of each one's SHA-256, modulo 2^128: the same rows give the same checksum in
 * whatever order a server keeps them, and a row that is lost, doubled or changed gives another one.
 */
export function rowChecksum(): RowChecksum {
  let rows = 0
  let sum = 0n
  return {
    add(row) {
      rows += 1
      const digest = hash('sha256', row, 'buffer')
      sum = (sum + (digest.readBigUInt64BE(0) << 64n) + digest.readBigUInt64BE(8)) % MODULUS
    },
    rows: () => rows,
    value: () => sum.toString(16).padStart(32, '0'),
  }
}
