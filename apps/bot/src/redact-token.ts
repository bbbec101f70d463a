const TOKEN = /(?:bot)?\d{3,}:[\w-]{20,}/g

/** Takes bot tokens out of a text: grammY's HttpError carries the whole URL, token included. */
export function redactToken(text: string): string {
  return text.replace(TOKEN, '<token>')
}

/** An unknown error as it may be logged, without tokens; its causes are named too. */
export function describeError(error: unknown): { name: string; message: string; stack?: string; cause?: string } {
  if (!(error instanceof Error)) return { name: 'unknown', message: redactToken(String(error)) }
  const cause = error.cause instanceof Error ? redactToken(error.cause.message) : undefined
  return {
    name: error.name,
    message: redactToken(error.message),
    ...(error.stack !== undefined && { stack: redactToken(error.stack) }),
    ...(cause !== undefined && { cause }),
  }
}
