/** What the Bot API adds to a refusal so that a program need not read its text. */
export interface RefusalParameters {
  retry_after?: number
  migrate_to_chat_id?: number
}

/** An answer with `ok: false`. Methods throw it; the server turns it into JSON. */
export class Refusal extends Error {
  readonly code: number
  readonly description: string
  readonly parameters: RefusalParameters | undefined

  constructor(code: number, description: string, parameters?: RefusalParameters) {
    super(description)
    this.name = 'Refusal'
    this.code = code
    this.description = description
    this.parameters = parameters
  }
}

/** A 400 whose text follows "Bad Request: ". */
export function badRequest(text: string): Refusal {
  return new Refusal(400, `Bad Request: ${text}`)
}

/** A 403 whose text follows "Forbidden: ". */
export function forbidden(text: string): Refusal {
  return new Refusal(403, `Forbidden: ${text}`)
}

/** The flood answer; `seconds` is a whole number, at least 1. */
export function tooManyRequests(seconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
}
