import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'

const MOST_ON_A_PAGE = 100

/** How a list is asked for page by page. */
export const pageParams = {
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .optional()
    .openapi({ description: `Rows on a page, 1 to ${MOST_ON_A_PAGE}; 20 by default`, example: '20' }),
  cursor: z.string().max(400).optional().openapi({ description: 'From `next` of the page before; all else as there' }),
}

/** @returns rows on a page; more than the most is the most. */
export const limitOf = (limit: string | undefined): number => Math.min(MOST_ON_A_PAGE, Number(limit ?? 20))

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
