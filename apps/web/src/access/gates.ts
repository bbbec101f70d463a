import { texts } from '@rasid/core'
import { isOwnForm } from '@rasid/operations'
import type { MiddlewareHandler } from 'hono'
import { API_PATH } from '../api/api-document.ts'
import { answerProblem, tooManyRequests } from '../api/problem.ts'
import { sorry } from '../pages/sorry.ts'
import { languageOfRequest, showPage } from '../show-page.ts'
import { clientKey } from './client-address.ts'
import type { Limit } from './limits.ts'
import { mayRead, type PageContext, type WebEnv } from './reader.ts'

/** Refuses an address that asks too often, before anything is looked up for it. */
export function limitRequests(limit: Limit): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const waitS = await limit.count(clientKey(context))
    return waitS === null ? next() : tooMany(context, waitS, 'tooManyRequests')
  }
}

/** 429 in words, with the seconds to wait. */
export function tooMany(
  context: PageContext,
  waitS: number,
  why: 'tooManyRequests' | 'tooManyTries',
): Response | Promise<Response> {
  context.header('retry-after', String(waitS))
  if (context.req.path.startsWith(`${API_PATH}/`)) return answerProblem(context, tooManyRequests(waitS), () => {})
  return context.text(texts(languageOfRequest(context)).signIn[why], 429)
}

/** Lets those through who may read; a person without is led to the sign-in page and back, a program is told 401. */
export const readersOnly: MiddlewareHandler<WebEnv> = async (context, next) => {
  if (mayRead(context.get('reader'))) return next()
  const { pathname, search, searchParams } = new URL(context.req.url)
  if (context.req.method !== 'GET' || context.req.header('accept')?.includes('text/html') !== true)
    return context.text(texts(languageOfRequest(context)).signIn.needed, 401)
  const lang = searchParams.get('lang')
  return context.redirect(`/sign-in?${new URLSearchParams({ to: pathname + search, ...(lang && { lang }) })}`, 303)
}

/** An action: a signed-in operator, by a form of a page that was shown to them. */
export const operatorsOnly: MiddlewareHandler<WebEnv> = async (context, next) => {
  const { who } = context.get('reader')
  if (who?.scope !== 'operate') return refused(context, 'operateNeeded')
  const { csrf } = await context.req.parseBody()
  return isOwnForm(who, csrf) ? next() : refused(context, 'staleForm')
}

export function refused(context: PageContext, why: 'operateNeeded' | 'staleForm'): Promise<Response> {
  return showPage(context, 'title', sorry(texts(languageOfRequest(context)).signIn[why]), { status: 403 })
}
