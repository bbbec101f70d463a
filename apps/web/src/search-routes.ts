import { texts } from '@rasid/core'
import { namedEntities, type ReadParams, type SearchInput, searchInputOf, searchMatches } from '@rasid/operations'
import { BadCursor, type Db } from '@rasid/store'
import { Hono } from 'hono'
import type { PageContext, WebEnv } from './access/reader.ts'
import { SEARCH_FIELDS, type SearchForm, searchPage } from './pages/search.ts'
import { languageOfRequest, showPage } from './show-page.ts'

const MATCHES_ON_A_PAGE = 20
const LONGEST = 500

/** `/search`: stored matches by words and filters, all of which stand in the address. */
export function searchRoutes({ db, now }: { db: Db; now(): Date }): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/', async (context) => {
    const lang = languageOfRequest(context)
    const form = formOf(context)
    const { input, problems } = lenient(form, now())
    const cursor = context.req.query('cursor')
    const ask = { ...input, limit: MATCHES_ON_A_PAGE }
    const asked = cursor === undefined ? ask : { ...ask, cursor }
    const found = await searchMatches({ db, now }, asked).catch((error) => {
      if (error instanceof BadCursor) return null
      throw error
    })
    const page = found ?? (await searchMatches({ db, now }, ask))
    const entities = (await namedEntities(db)).map(({ id, title }) => ({ id, title: title[lang] }))
    const isFirst = cursor === undefined || found === null
    const shown = { ...page, form, entities, problems, badCursor: found === null, isFirst, lang, now: now() }
    return showPage(context, 'title', searchPage(shown), { heading: texts(lang).pages.searchTitle })
  })
  return app
}

function formOf(context: PageContext): SearchForm {
  const fields = SEARCH_FIELDS.map((name) => [
    name,
    (context.req.query(name) ?? '').replaceAll('\u0000', '').trim().slice(0, LONGEST),
  ])
  return Object.fromEntries(fields) as SearchForm
}

/** The search that the fields ask for. A field that cannot be read is told, and the rest is looked for without it. */
function lenient(form: SearchForm, now: Date): { input: SearchInput; problems: string[] } {
  const given = Object.entries(form).filter(([, value]) => value !== '')
  // Without words there is nothing to be the best.
  const fields = given.filter(([name]) => name !== 'order' || form.q !== '')
  const read = searchInputOf(Object.fromEntries(fields), now)
  if (read.kind === 'input') return { input: read.input, problems: [] }
  const bad = new Set(read.problems.map(({ name }) => name))
  const again: ReadParams = searchInputOf(Object.fromEntries(fields.filter(([name]) => !bad.has(name))), now)
  return { input: again.kind === 'input' ? again.input : {}, problems: [...bad] }
}
