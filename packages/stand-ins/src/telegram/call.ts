import { badRequest } from './refusal.ts'

export interface UploadedFile {
  fileName: string
  contentType: string
  bytes: Uint8Array
}

/** One request: parameters as they came (JSON keeps its types, forms give strings), and files by field name. */
export interface Call {
  method: string
  params: Readonly<Record<string, unknown>>
  files: ReadonlyMap<string, UploadedFile>
  /** Aborted when the client goes away. */
  signal: AbortSignal
}

/** A parameter as text; '' when absent. */
export function string(call: Call, name: string): string {
  const value = call.params[name]
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A parameter as a whole number, or `fallback`. */
export function integer(call: Call, name: string, fallback: number): number {
  const text = string(call, name).trim()
  return /^-?\d{1,16}$/.test(text) ? Number(text) : fallback
}

/** A parameter as yes or no: true, "true", "yes" and 1, like the real server. */
export function flag(call: Call, name: string): boolean {
  return ['true', 'yes', '1'].includes(string(call, name).trim().toLowerCase())
}

/** A JSON parameter, given as JSON or as text; undefined when absent. */
export function structure(call: Call, name: string): unknown {
  const value = call.params[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`)
  }
}

/** True for a plain JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
