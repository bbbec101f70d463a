import type { Article } from '@rasid/core'
import type { KnownKey } from '@rasid/store'
import { expect, it } from 'vitest'
import { sortArticles, withOwnKeys } from './sort-articles.ts'

const article = (keys: string[], contentHash = 'a') => ({ keys, contentHash, title: keys.join() }) as Article
const known = (key: string, contentHash: string, feedId: number | null | 'pruned' = 1): KnownKey => ({
  key,
  articleId: 7,
  contentHash,
  article: feedId === 'pruned' ? null : { feedId, revision: 1, origin: 'live', tier: 'none', body: null },
})
const sort = (articles: Article[], hits: KnownKey[]) => {
  const sorted = sortArticles({ id: 1 }, articles, new Map(hits.map((hit) => [hit.key, hit])))
  return {
    fresh: sorted.fresh.length,
    edited: sorted.changed.filter(({ twin }) => !twin).length,
    twins: sorted.changed.filter(({ twin }) => twin).length,
    known: sorted.known,
    keys: sorted.keys.map(({ key }) => key),
  }
}
const nothing = { fresh: 0, edited: 0, twins: 0, known: 0, keys: [] }

it.each([
  { why: 'no key known', articles: [article(['guid:1:x', 'url:x'])], hits: [], is: { ...nothing, fresh: 1 } },
  {
    why: 'the same text',
    articles: [article(['guid:1:x'])],
    hits: [known('guid:1:x', 'a')],
    is: { ...nothing, known: 1 },
  },
  {
    why: 'another text',
    articles: [article(['guid:1:x'], 'b')],
    hits: [known('guid:1:x', 'a')],
    is: { ...nothing, edited: 1 },
  },
  {
    why: 'a new guid for a known address of this feed',
    articles: [article(['guid:1:new', 'url:x'], 'b')],
    hits: [known('url:x', 'a')],
    is: { ...nothing, edited: 1, keys: ['guid:1:new'] },
  },
  {
    why: "another feed's article with other words",
    articles: [article(['guid:1:x', 'url:x'], 'b')],
    hits: [known('url:x', 'a', 2)],
    is: { ...nothing, twins: 1, keys: ['guid:1:x'] },
  },
  {
    why: 'an article whose feed was removed',
    articles: [article(['url:x'], 'b')],
    hits: [known('url:x', 'a', null)],
    is: { ...nothing, edited: 1 },
  },
  {
    why: 'a pruned article',
    articles: [article(['url:x'], 'b')],
    hits: [known('url:x', 'a', 'pruned')],
    is: { ...nothing, known: 1 },
  },
  {
    why: 'one item twice',
    articles: [article(['guid:1:x']), article(['guid:1:x'])],
    hits: [],
    is: { ...nothing, fresh: 1 },
  },
])('sorts an item: $why', ({ articles, hits, is }) => {
  expect(sort(articles, hits)).toEqual(is)
})

it.each([
  {
    why: 'a guid that all items share',
    keys: [
      ['g', 'u1'],
      ['g', 'u2'],
    ],
    own: [['u1'], ['u2']],
  },
  {
    why: 'an address that all items share',
    keys: [
      ['g1', 'u'],
      ['g2', 'u'],
    ],
    own: [['g1'], ['g2']],
  },
  {
    why: 'one item printed twice',
    keys: [
      ['g', 'u'],
      ['g', 'u'],
    ],
    own: [
      ['g', 'u'],
      ['g', 'u'],
    ],
  },
  { why: 'nothing of its own left', keys: [['g'], ['g', 'u']], own: [['g'], ['u']] },
  {
    why: 'nothing shared',
    keys: [
      ['g1', 'u1'],
      ['g2', 'u2'],
    ],
    own: [
      ['g1', 'u1'],
      ['g2', 'u2'],
    ],
  },
])('leaves out keys that identify nothing: $why', ({ keys, own }) => {
  expect(withOwnKeys(keys.map((of) => article(of))).map((one) => one.keys)).toEqual(own)
})

it('takes the newer of two texts that one document gives under one key', () => {
  const sorted = sortArticles({ id: 1 }, [article(['guid:1:x'], 'older'), article(['guid:1:x'], 'newer')], new Map())
  expect(sorted.fresh.map(({ contentHash }) => contentHash)).toEqual(['newer'])
})
