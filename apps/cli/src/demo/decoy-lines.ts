import { type CompiledTopic, describeReason, matchArticle } from '@rasid/core'
import { DEMO_DECOYS } from '@rasid/stand-ins'

/** One line a decoy: the trap that it sets, why it is no match, and the words that looked right and do not count. */
export function decoyLines(topic: CompiledTopic): string[] {
  const width = Math.max(...DEMO_DECOYS.map(({ trap }) => trap.length)) + 2
  return DEMO_DECOYS.map(({ trap, article }) => {
    const { reasons, rejected } = matchArticle(topic, article)
    // The verdict comes last; what is said before it is about single words, which are listed themselves.
    const why = reasons.slice(-1).map((reason) => describeReason(reason, 'en'))
    const words = [...new Set(rejected.map(({ surface }) => surface))].join('، ')
    return `${trap.padEnd(width)}${why[0] ?? ''}${words === '' ? '' : `; does not count: ${words}`}`
  })
}
