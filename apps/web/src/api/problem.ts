import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'

/** One value of a request that cannot be taken. */
export interface BadValue {
  name: string
  problem: string
}

const TITLES = {
  400: 'The request cannot be read',
  401: 'A token is needed',
  403: 'This token may not do that',
  404: 'There is nothing here',
  409: 'It is there already',
  422: 'The request cannot be carried out',
  429: 'Too many requests',
  500: 'Something failed here',
} as const

type ProblemStatus = keyof typeof TITLES

/** What every error looks like (RFC 9457, `application/problem+json`), with what to do about it. */
export const problemSchema = z
  .strictObject({
    type: z.string().describe('Where the kind of problem is described'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What is wrong with this request'),
    help: z.string().describe('What to do about it'),
    errors: z
      .array(z.strictObject({ name: z.string(), problem: z.string() }))
      .optional()
      .describe('The values that cannot be taken'),
  })
  .openapi('Problem')

/** Ends a request with a problem. Thrown, since a route's type knows its good answers only; `answerProblem` catches it. */
export class ApiProblem extends Error {
  readonly status: ProblemStatus
  readonly help: string
  readonly errors: readonly BadValue[]
  constructor(status: ProblemStatus, what: { detail: string; help: string; errors?: readonly BadValue[] }) {
    super(what.detail)
    this.status = status
    this.help = what.help
    this.errors = what.errors ?? []
  }
}

/** Bad values of a request, each by its name, with the first thing that is wrong with it. */
export function badValues(found: readonly BadValue[]): ApiProblem {
  const errors = found.filter(({ name }, at) => found.findIndex((one) => one.name === name) === at)
  return new ApiProblem(400, {
    detail: errors.map(({ name, problem }) => `${name}: ${problem}`).join('; '),
    help: 'Mend the values listed in errors; /api shows what each address takes.',
    errors,
  })
}

export function notFound(what: string): ApiProblem {
  return new ApiProblem(404, {
    detail: `There is no ${what}.`,
    help: 'Look for it in the list that it belongs to; /api shows them all.',
  })
}

export function tooManyRequests(waitS: number): ApiProblem {
  return new ApiProblem(429, {
    detail: 'Too many requests from this address, or too many wrong tokens.',
    help: `Wait ${waitS} seconds, as Retry-After says.`,
  })
}

/** The answer to a problem, and to an error that nobody expected: its words stay in the log. */
export function answerProblem(context: Context, error: Error, onError: (error: unknown) => void): Response {
  const problem = error instanceof ApiProblem ? error : unexpected(error, onError)
  const { status, message: detail, help, errors } = problem
  const body: z.infer<typeof problemSchema> = {
    ...{ type: `/api#problem-${status}`, title: TITLES[status], status, detail, help },
    ...(errors.length > 0 && { errors: [...errors] }),
  }
  if (status === 401) context.header('www-authenticate', 'Bearer realm="Rasid"')
  context.header('cache-control', 'no-store')
  return context.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json; charset=utf-8' })
}

function unexpected(error: Error, onError: (error: unknown) => void): ApiProblem {
  // Hono's own, of a body that is no JSON.
  if (error instanceof HTTPException && error.status === 400)
    return new ApiProblem(400, { detail: error.message, help: 'Send a JSON document in UTF-8.' })
  onError(error)
  return new ApiProblem(500, {
    detail: 'The answer could not be made.',
    help: 'Try again; if it happens twice, run rasid doctor where Rasid runs.',
  })
}

/** The problems that a route may answer with, for its document; some of them any request may meet. */
export const problems = (...statuses: ProblemStatus[]) =>
  Object.fromEntries(
    ([...statuses, 401, 429, 500] as const).map((status) => [
      status,
      { description: TITLES[status], content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  )
