import { redact } from '@rasid/operations'

/** An unknown error as it may be logged, without secrets; its causes are named too. */
export function describeError(error: unknown): { name: string; message: string; stack?: string; cause?: string } {
  if (!(error instanceof Error)) return { name: 'unknown', message: redact(String(error)) }
  const cause = error.cause instanceof Error ? redact(error.cause.message) : undefined
  return {
    name: error.name,
    message: redact(error.message),
    ...(error.stack !== undefined && { stack: redact(error.stack) }),
    ...(cause !== undefined && { cause }),
  }
}
