import type { IncomingMessage } from 'node:http'
import type { UploadedFile } from './call.ts'
import { isRecord } from './call.ts'
import { badRequest, Refusal } from './refusal.ts'

// The public server takes photos of 10 MB and files of 50 MB.
const BODY_LIMIT = 52 * 1024 * 1024

export interface RequestBody {
  params: Record<string, unknown>
  files: Map<string, UploadedFile>
}

/** Parameters of a request from its query and its JSON, urlencoded or multipart body. Throws a Refusal. */
export async function readBody(request: IncomingMessage, query: URLSearchParams): Promise<RequestBody> {
  const bytes = await collect(request)
  const type = request.headers['content-type'] ?? ''
  const body = parseBody(type, bytes)
  return { params: { ...Object.fromEntries(query), ...body.params }, files: body.files }
}

async function collect(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_LIMIT) throw new Refusal(413, 'Request Entity Too Large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parseBody(type: string, bytes: Buffer): RequestBody {
  const none = new Map<string, UploadedFile>()
  if (bytes.length === 0) return { params: {}, files: none }
  if (type.startsWith('application/json')) return { params: parseJson(bytes), files: none }
  if (type.startsWith('multipart/form-data')) return parseMultipart(type, bytes)
  return { params: Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))), files: none }
}

function parseJson(bytes: Buffer): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(decodeUtf8(bytes))
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw badRequest("can't parse request body as JSON object")
  }
  if (!isRecord(value)) throw badRequest('JSON object expected as request body')
  return value
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw badRequest('strings must be encoded in UTF-8')
  }
}

function parseMultipart(type: string, bytes: Buffer): RequestBody {
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1]
  if (boundary === undefined) throw badRequest("can't find multipart boundary")
  const body: RequestBody = { params: {}, files: new Map() }
  const mark = Buffer.from(`--${boundary}`)
  let at = bytes.indexOf(mark)
  while (at >= 0) {
    const begin = at + mark.length
    const next = bytes.indexOf(mark, begin)
    if (next < 0) break
    // Each part stands between CR LF and CR LF.
    readPart(bytes.subarray(begin + 2, next - 2), body)
    at = next
  }
  return body
}

function readPart(part: Buffer, body: RequestBody): void {
  const split = part.indexOf('\r\n\r\n')
  if (split < 0) return
  const head = part.subarray(0, split).toString('utf8')
  const content = part.subarray(split + 4)
  const name = /content-disposition:[^\r\n]*?[; ]name="?([^";\r\n]+)"?/i.exec(head)?.[1]
  if (name === undefined) return
  const fileName = /filename="?([^";\r\n]*)"?/i.exec(head)?.[1]
  if (fileName === undefined) {
    body.params[name] = decodeUtf8(content)
    return
  }
  const contentType = /content-type:\s*([^\r\n;]+)/i.exec(head)?.[1] ?? 'application/octet-stream'
  body.files.set(name, { fileName, contentType, bytes: new Uint8Array(content) })
}
