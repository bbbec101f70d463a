import { loadTopics } from '@rasid/operations'
import { schema } from '@rasid/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeStory, type TestPage, testPage } from './testing/web-page.ts'

let page: TestPage
beforeAll(async () => {
  page = await testPage({ open: 'this-machine' })
  await storeStory(page.db, { title: 'الكرملينستان يستقبل وفدا من طالبان في موسكو' })
})
afterAll(() => page.database.drop())

const trial = (form: Record<string, string>) =>
  page.post('/topic/russia-taliban-isis', { days: '30', op: 'add-alias', ...form })
const resultOf = (html: string) => /<section class="card" id="result"[\s\S]*?<\/section>/.exec(html)?.[0] ?? ''

describe('the page of a topic', () => {
  it('shows rules, entities with their surfaces, masks, cases and the version in force', async () => {
    const [topic] = await loadTopics()
    const html = await page.read('/topic?lang=en')
    expect(html).toContain(`<h1>${topic?.source.title.en}</h1>`)
    for (const id of Object.keys(topic?.source.entities ?? {})) expect(html).toContain(`id="entity-${id}"`)
    expect(html).toContain('طالبان، ')
    expect(html).toMatch(/Rules in force [\w.-]+, with no edits by operators/)
    expect(html).toMatch(/\d+ of \d+ right/)
  })

  it('leads to each entity with its surfaces and what decides them, and to the cases', async () => {
    const html = await page.read('/topic')
    const [, entity = ''] = /href="(\/topic\/[^"]+\/entities\/taliban)"/.exec(html) ?? []
    const shown = await page.read(entity)
    for (const part of ['وطالبان', 'ملتبس', 'لا يُحتسب (']) expect(shown).toContain(part)
    const [, cases = ''] = /href="(\/topic\/[^"]+\/cases)"/.exec(html) ?? []
    expect((await page.read(cases)).match(/<li>/g)?.length).toBeGreaterThan(100)
  })

  it.each(['/topic/none', '/topic/none/cases', '/topic/russia-taliban-isis/entities/toString'])(
    '%s is none',
    async (path) => {
      expect((await page.get(path)).status).toBe(404)
    },
  )
})

describe('a trial', () => {
  it('shows what an alias would change, and saves nothing', async () => {
    const answer = await trial({ entity: 'russia', alias: 'الكرملينستان' })
    expect(answer.status).toBe(200)
    const result = resultOf(await answer.text())
    expect(result).toContain('أضف لفظًا (روسيا): <bdi lang="ar">الكرملينستان</bdi>')
    expect(result).toContain('والكرملينستان')
    expect(result).toContain('جُرّب على مقال واحد')
    expect(result).toContain('--add-alias &#39;russia=الكرملينستان&#39;')
    expect(await page.db.select().from(schema.topicEdits)).toEqual([])
    expect(await page.db.select().from(schema.audit)).toEqual([])
  })

  it('explains a text by the rules in force', async () => {
    const result = resultOf(
      await (await trial({ text: 'لافروف يلتقي وفد طالبان في موسكو\nقال إن روسيا ترحب.' })).text(),
    )
    expect(result).toContain('أساسي')
    expect(result).toContain('قال إن <mark>روسيا</mark> ترحب')
  })

  it('shows a text on both sides of a change', async () => {
    const html = await (
      await trial({ entity: 'russia', alias: 'بلاد الدببة', text: 'طالبان وبلاد الدببة يوقعان اتفاقا' })
    ).text()
    const [before = '', after = ''] = resultOf(html).split('حكمه بعد التغيير')
    expect(before).toContain('لا مطابقة')
    expect(after).toContain('أساسي')
  })

  it.each([
    { why: 'an alias that is there', form: { entity: 'taliban', alias: 'طالبان' }, part: /id="result"/ },
    { why: 'an unknown entity', form: { entity: 'nobody', alias: 'كلمة' }, part: /لا يمكن هذا التغيير/ },
    { why: 'nothing', form: {}, part: /اكتب لفظًا أو نصًا/ },
    { why: 'markup', form: { text: '<script>alert(1)</script>' }, part: /لا مطابقة/ },
    { why: 'an unknown operation as the first', form: { op: 'drop', alias: '' }, part: /اكتب لفظًا أو نصًا/ },
  ])('takes $why', async ({ form, part }) => {
    const answer = await trial(form as Record<string, string>)
    const html = await answer.text()
    expect([answer.status, html.includes('<script>alert')]).toEqual([200, false])
    expect(html).toMatch(part)
    expect(page.errors).toEqual([])
  })

  it('is refused when one address tries too often', async () => {
    const busy = await testPage({ database: page.database })
    const answers = await Promise.all(Array.from({ length: 13 }, () => busy.post('/topic/none', {})))
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1)
  })
})
