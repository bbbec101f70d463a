import type { Verdict } from '@rasid/core'
import type { LabelledRow } from './labelled.ts'

const TIERS: readonly Verdict[] = ['core', 'related', 'none']

/** Precision, recall and F1 of one tier, with the counts behind them. */
export interface TierScore {
  tier: Verdict
  right: number
  falseAlarms: number
  missed: number
  precision: number
  recall: number
  f1: number
}

/**
 * Scores one tier. Rows that accept a single verdict count; a row that accepts two is right with
 * either and leaves the denominators, but a verdict outside `accept` is false for its tier.
 */
export function scoreTier(rows: readonly LabelledRow[], verdicts: readonly Verdict[], tier: Verdict): TierScore {
  let right = 0
  let falseAlarms = 0
  let missed = 0
  for (const [index, row] of rows.entries()) {
    const verdict = verdicts[index]
    const sure = row.accept.length === 1
    if (verdict === tier && sure && row.label === tier) right++
    else if (verdict === tier && !row.accept.includes(tier)) falseAlarms++
    else if (sure && row.label === tier && verdict !== tier) missed++
  }
  const precision = right + falseAlarms === 0 ? 1 : right / (right + falseAlarms)
  const recall = right + missed === 0 ? 1 : right / (right + missed)
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { tier, right, falseAlarms, missed, precision, recall, f1 }
}

/** Rows whose verdict is not accepted. */
export function wrongRows(rows: readonly LabelledRow[], verdicts: readonly Verdict[]): number[] {
  return rows.flatMap((row, index) => (row.accept.includes(verdicts[index] as Verdict) ? [] : [index]))
}

/** Rows label × verdict, as lines to print. */
export function confusionLines(rows: readonly LabelledRow[], verdicts: readonly Verdict[]): string[] {
  const cell = (label: Verdict, verdict: Verdict): number =>
    rows.filter((row, index) => row.accept.length === 1 && row.label === label && verdicts[index] === verdict).length
  const header = `  ${'label \\ verdict'.padEnd(16)}${TIERS.map((tier) => tier.padStart(9)).join('')}`
  return [
    header,
    ...TIERS.map(
      (label) => `  ${label.padEnd(16)}${TIERS.map((verdict) => String(cell(label, verdict)).padStart(9)).join('')}`,
    ),
  ]
}
