import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'

const MOST_ON_A_PAGE = 100

/** How a list is asked for page by page. */
export const pageParams = {
  limit: z.coerce
    .number('must be a number')
    .int()
    .min(1)
    .max(MOST_ON_A_PAGE)
    .default(20)
    .openapi({ description: 'Rows on a page' }),
  cursor: z.string().max(400).optional().openapi({ description: 'From `next` of the page before; all else as there' }),
}

export const nextSchema = z.string().nullable().describe('Address of the next page; null on the last one')

/** Where the next page is; it also goes into a `Link` header, as crawlers and clients of GitHub's kind expect. */
export function nextAddress(context: Context, cursor: string | null): string | null {
  if (cursor === null) return null
  const { pathname, searchParams } = new URL(context.req.url)
  searchParams.set('cursor', cursor)
  const address = `${pathname}?${searchParams}`
  context.header('link', `<${address}>; rel="next"`)
  return address
}
