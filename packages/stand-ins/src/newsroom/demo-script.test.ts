import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BROKEN_OUTLET, DEMO_DECOYS, DEMO_OUTLETS, QUIET_OUTLET } from './demo-data.ts'
import { demoScript, playDemo, stageDemo } from './demo-script.ts'
import { type Newsroom, startNewsroom } from './start-newsroom.ts'

const seeds = ['أول', 'ثان', 'ثالث', 'رابع', 'خامس'].map((title) => ({
  title,
  text: `قال المصدر ${title} خلال اليوم\n\nتتمة`,
}))

describe('the play', () => {
  it('has the five seeds, a copy, a rewrite and at least twelve decoys', () => {
    const roles = demoScript(seeds).steps.map(({ role }) => role)
    const count = (role: string) => roles.filter((other) => other === role).length
    expect([count('seed'), count('copy'), count('rewrite')]).toEqual([5, 1, 1])
    expect(count('decoy')).toBeGreaterThanOrEqual(12)
  })

  it('spreads the steps over the time that was given, in order', () => {
    const times = demoScript(seeds, { spreadMs: 4000 }).steps.map(({ atMs }) => atMs)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times.at(-1)).toBeLessThan(4000)
  })

  it('gives seeds to outlets of several formats and to windows-1256', () => {
    const used = demoScript(seeds)
      .steps.filter(({ role }) => role === 'seed')
      .map(({ outlet }) => DEMO_OUTLETS.find(({ name }) => name === outlet))
    expect(new Set(used.map((outlet) => outlet?.format))).toEqual(new Set(['rss', 'atom', 'json', 'rdf']))
    expect(used.some((outlet) => outlet?.charset === 'windows-1256')).toBe(true)
  })

  it('copies the first seed word for word elsewhere and rewrites it a little', () => {
    const { steps } = demoScript(seeds)
    const told = (role: string) => steps.find((step) => step.role === role && step.about === 0)
    expect(told('copy')?.article).toEqual(told('seed')?.article)
    expect(told('copy')?.outlet).not.toBe(told('seed')?.outlet)
    expect(told('rewrite')?.article.summary).toBe('ذكر المصدر أول أثناء اليوم تتمة')
  })

  it('takes the lead of the text where a seed has no summary', () => {
    const [long] = demoScript([{ title: 'ط', text: 'كلمة '.repeat(200) }]).steps.filter(({ role }) => role === 'seed')
    expect(long?.article.summary).toMatch(/^(كلمة ?)+…$/)
    expect(long?.article.summary?.length).toBeLessThanOrEqual(401)
  })

  it('names only outlets that exist, and nothing at the quiet and the broken one', () => {
    const names = new Set(DEMO_OUTLETS.map(({ name }) => name))
    const used = new Set(demoScript(seeds).steps.map(({ outlet }) => outlet))
    expect([...used].filter((name) => !names.has(name))).toEqual([])
    expect([used.has(QUIET_OUTLET), used.has(BROKEN_OUTLET)]).toEqual([false, false])
    expect(used.size).toBeGreaterThanOrEqual(6)
    expect(new Set(DEMO_DECOYS.map(({ article }) => article.title)).size).toBe(DEMO_DECOYS.length)
  })
})

describe('on the stage', () => {
  let newsroom: Newsroom
  beforeEach(async () => {
    newsroom = await startNewsroom()
  })
  afterEach(() => newsroom.close())

  it('publishes everything, with one feed unchanged and one broken', async () => {
    const script = demoScript(seeds, { spreadMs: 60 })
    stageDemo(newsroom, script)
    const quiet = newsroom.feedUrl(QUIET_OUTLET)
    const etag = (await fetch(quiet)).headers.get('etag') ?? ''
    const published: string[] = []
    await playDemo(newsroom, script, { published: ({ role }, url) => published.push(`${role} ${url}`) })
    expect(published).toHaveLength(script.steps.length)
    expect((await fetch(quiet, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await fetch(newsroom.feedUrl(BROKEN_OUTLET))).status).toBe(500)
  })

  it('publishes also when nobody listens', async () => {
    const script = demoScript(seeds, { spreadMs: 10 })
    stageDemo(newsroom, script)
    await playDemo(newsroom, script)
    const expected = script.steps.filter(({ outlet }) => outlet === 'al-ufuq').length + 2
    const body = await (await fetch(newsroom.feedUrl('al-ufuq'))).text()
    expect(body.match(/<item>/g)).toHaveLength(expected)
  })

  it('stops when told to', async () => {
    const script = demoScript(seeds, { spreadMs: 60_000 })
    stageDemo(newsroom, script)
    const stop = new AbortController()
    let published = 0
    const playing = playDemo(newsroom, script, { signal: stop.signal, published: () => published++ })
    stop.abort()
    await playing
    expect(published).toBeLessThan(script.steps.length)
  })
})
